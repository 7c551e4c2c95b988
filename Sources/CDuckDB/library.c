#include "cduckdb.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

#define DECLARE_POINTER(result, name, parameters, arguments) result(*name) parameters;
static struct { CDUCKDB_FUNCTIONS(DECLARE_POINTER) } library;

static pthread_mutex_t loading = PTHREAD_MUTEX_INITIALIZER;
static bool loaded = false;

// Functions without a result `return` a void expression too: an extension of clang and gcc that
// spares a second list.
#define DEFINE_WRAPPER(result, name, parameters, arguments) \
    result cduckdb_##name parameters { return library.name arguments; }
CDUCKDB_FUNCTIONS(DEFINE_WRAPPER)

static int resolve(void *handle, char *reason, size_t reason_capacity) {
#define RESOLVE(result, name, parameters, arguments) \
    *(void **)&library.name = dlsym(handle, "duckdb_" #name); \
    if (library.name == NULL) { \
        snprintf(reason, reason_capacity, "it has no function duckdb_" #name); \
        return 1; \
    }
    CDUCKDB_FUNCTIONS(RESOLVE)
    return 0;
}

int cduckdb_load(const char *path, char *reason, size_t reason_capacity) {
    pthread_mutex_lock(&loading);
    int failed = 0;
    if (!loaded) {
        void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
        if (handle == NULL) {
            const char *message = dlerror();
            snprintf(reason, reason_capacity, "%s", message ? message : "no reason given");
            failed = 1;
        } else {
            failed = resolve(handle, reason, reason_capacity);
            loaded = !failed;
            if (failed) dlclose(handle);
        }
    }
    pthread_mutex_unlock(&loading);
    return failed;
}
