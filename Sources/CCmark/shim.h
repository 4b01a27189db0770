#include <cmark.h>

/* A pointer of each thread's own. Every file that this is inlined into has a pointer of its own, too, so it is called
   from one function alone, which is not inlined. */
static inline void **tebiki_thread_pointer(void) {
  static _Thread_local void *pointer;
  return &pointer;
}
