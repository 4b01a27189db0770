#pragma once
// glibc declares these for _GNU_SOURCE alone, which Swift's Glibc module is built without.
#if defined(__linux__)
int renameat2(int olddirfd, const char *oldpath, int newdirfd, const char *newpath, unsigned int flags);
int syncfs(int fd);
#endif
