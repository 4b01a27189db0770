/* The commit that the program was built from; empty where the build was not told. */
const char *tebiki_commit(void);
