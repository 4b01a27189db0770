// Stands between a program and the C library (LD_PRELOAD) and lets calls fail, or the process die, at a chosen moment.
//
//   ATTACK_UNDER=PATH   only calls on paths that begin so, and on what was opened there, are counted
//   ATTACK_CALL=NAME    which call is counted: open write rename ... ; any where not set
//   ATTACK_NTH=N        the N-th of them is the one (from 1); nothing happens where not set
//   ATTACK_ERRNO=E      it fails with this number; 0 or unset kills the process instead, before the call
//   ATTACK_FROM=1       all from the N-th on fail, as on a full disk
//   ATTACK_SHORT=1      writes write half of what they were given, reads read half
//   ATTACK_LOG=FILE     how many of each there were is written there at the end
//   ATTACK_EXCHANGE=E   RENAME_EXCHANGE fails with this number
//   ATTACK_CLOCK=S      the clock of the day is S seconds off, and at every third look S seconds more
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum call { OPEN, READ, WRITE, FSYNC, RENAME, EXCHANGE, LINK, UNLINK, MKDIR, RMDIR, OPENDIR, READDIR, LSTAT, FSTAT, FLOCK, CLOSE, SYNCFS, CALLS };
static const char *names[CALLS] = {"open", "read", "write", "fsync", "rename", "exchange", "link", "unlink", "mkdir", "rmdir",
  "opendir", "readdir", "lstat", "fstat", "flock", "close", "syncfs"};

static const char *under, *chosen, *log_path;
static long nth, code, from, halves, exchange, off;
static atomic_long counts[CALLS], seen, looks;
static char ours[1 << 16];
static DIR *folders[256];

static long number(const char *name) { const char *text = getenv(name); return text ? atol(text) : 0; }

__attribute__((constructor)) static void begin(void) {
  under = getenv("ATTACK_UNDER");
  chosen = getenv("ATTACK_CALL");
  log_path = getenv("ATTACK_LOG");
  nth = number("ATTACK_NTH");
  code = number("ATTACK_ERRNO");
  from = number("ATTACK_FROM");
  halves = number("ATTACK_SHORT");
  exchange = number("ATTACK_EXCHANGE");
  off = number("ATTACK_CLOCK");
}

__attribute__((destructor)) static void end(void) {
  if (!log_path) return;
  FILE *file = fopen(log_path, "w");
  if (!file) return;
  for (int call = 0; call < CALLS; call++) fprintf(file, "%s %ld\n", names[call], counts[call]);
  fclose(file);
}

static int is_ours(const char *path) { return under && path && !strncmp(path, under, strlen(under)); }
static int is_ours_fd(int fd) { return fd >= 0 && fd < (int)sizeof ours && ours[fd]; }

// Counts a call; true where it is to fail, with errno set.
static int fails(enum call call) {
  counts[call]++;
  if (!nth || (chosen && strcmp(chosen, names[call]))) return 0;
  long number = ++seen;
  if (from ? number < nth : number != nth) return 0;
  if (!code) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
  }
  errno = (int)code;
  return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int opened(int fd, int ours_too) {
  if (fd >= 0 && fd < (int)sizeof ours) ours[fd] = (char)ours_too;
  return fd;
}

#define OPENS(name)                                                   \
  int name(const char *path, int flags, ...) {                        \
    va_list more;                                                     \
    va_start(more, flags);                                            \
    mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(more, mode_t) : 0; \
    va_end(more);                                                     \
    int is = is_ours(path);                                           \
    if (is && fails(OPEN)) return -1;                                 \
    return opened(REAL(name)(path, flags, mode), is);                 \
  }
OPENS(open)
OPENS(open64)

ssize_t write(int fd, const void *bytes, size_t count) {
  if (is_ours_fd(fd)) {
    if (fails(WRITE)) return -1;
    if (halves && count > 1) count /= 2;
  }
  return REAL(write)(fd, bytes, count);
}

ssize_t read(int fd, void *bytes, size_t count) {
  if (is_ours_fd(fd)) {
    if (fails(READ)) return -1;
    if (halves && count > 1) count /= 2;
  }
  return REAL(read)(fd, bytes, count);
}

int fsync(int fd) { return is_ours_fd(fd) && fails(FSYNC) ? -1 : REAL(fsync)(fd); }

extern int syncfs(int);
int syncfs(int fd) { return is_ours_fd(fd) && fails(SYNCFS) ? -1 : REAL(syncfs)(fd); }

int close(int fd) {
  int fail = is_ours_fd(fd) && fails(CLOSE);
  int error = errno;
  opened(fd, 0);
  int result = REAL(close)(fd);
  if (!fail) return result;
  errno = error;
  return -1;
}

int rename(const char *one, const char *other) { return is_ours(other) && fails(RENAME) ? -1 : REAL(rename)(one, other); }

extern int renameat2(int, const char *, int, const char *, unsigned);
int renameat2(int a, const char *one, int b, const char *other, unsigned flags) {
  if (exchange && flags == 2) {
    errno = (int)exchange;
    return -1;
  }
  if (is_ours(other) && fails(EXCHANGE)) return -1;
  return REAL(renameat2)(a, one, b, other, flags);
}

int link(const char *one, const char *other) { return is_ours(other) && fails(LINK) ? -1 : REAL(link)(one, other); }
int unlink(const char *path) { return is_ours(path) && fails(UNLINK) ? -1 : REAL(unlink)(path); }
int mkdir(const char *path, mode_t mode) { return is_ours(path) && fails(MKDIR) ? -1 : REAL(mkdir)(path, mode); }
int rmdir(const char *path) { return is_ours(path) && fails(RMDIR) ? -1 : REAL(rmdir)(path); }
int flock(int fd, int how) { return is_ours_fd(fd) && !(how & LOCK_UN) && fails(FLOCK) ? -1 : REAL(flock)(fd, how); }
int lstat(const char *path, struct stat *info) { return is_ours(path) && fails(LSTAT) ? -1 : REAL(lstat)(path, info); }
int fstat(int fd, struct stat *info) { return is_ours_fd(fd) && fails(FSTAT) ? -1 : REAL(fstat)(fd, info); }

DIR *opendir(const char *path) {
  int is = is_ours(path);
  if (is && fails(OPENDIR)) return NULL;
  DIR *folder = REAL(opendir)(path);
  for (int index = 0; is && folder && index < 256; index++) {
    if (!folders[index]) {
      folders[index] = folder;
      break;
    }
  }
  return folder;
}

static int is_our_folder(DIR *folder) {
  for (int index = 0; index < 256; index++) if (folders[index] == folder) return 1;
  return 0;
}

struct dirent *readdir(DIR *folder) { return is_our_folder(folder) && fails(READDIR) ? NULL : REAL(readdir)(folder); }
struct dirent64 *readdir64(DIR *folder) { return is_our_folder(folder) && fails(READDIR) ? NULL : REAL(readdir64)(folder); }

int closedir(DIR *folder) {
  for (int index = 0; index < 256; index++) if (folders[index] == folder) folders[index] = NULL;
  return REAL(closedir)(folder);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  int result = REAL(clock_gettime)(clock, time);
  if (off && clock == CLOCK_REALTIME) time->tv_sec += ++looks % 3 ? off : 2 * off;
  return result;
}
