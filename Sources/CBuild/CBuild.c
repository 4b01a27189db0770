#include "CBuild.h"

const char *tebiki_commit(void) { return TEBIKI_COMMIT; }
