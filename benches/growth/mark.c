/* Loaded before the C library into a program that valgrind runs: whoever resolves the path `/counted/TEXT` makes valgrind say TEXT, and how
 * much was run so far. `benches/growth.py` compiles it; `count.rs` resolves the paths. No other path is resolved in these runs. */
#include <stddef.h>
#include <string.h>
#include <valgrind/valgrind.h>

char *realpath(const char *path, char *resolved) {
  (void)resolved;
  if (strncmp(path, "/counted/", 9) == 0) {
    VALGRIND_PRINTF("mark %s\n", path + 9);
    VALGRIND_MONITOR_COMMAND("v.info stats");
  }
  return NULL;
}
