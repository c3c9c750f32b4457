/* Stands between a process and its disk, by LD_PRELOAD: it writes down what is done to the files of
 * one folder, or makes calls on them fail. tests/torture/preload.py builds, loads and reads it.
 *
 * Meant for a process of one thread. Only files that are opened after `disk_watch` are watched.
 */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_FILES 4096

enum kind { OPEN, READ, WRITE, SYNC, TRUNCATE, UNLINK, CLOSE, LINK, RENAME, KINDS };

/* One thing that was done; what was written, or the path, follows it. Of a link or rename two paths
 * do, each with its NUL. */
struct record {
    int32_t kind;
    int32_t file;    /* the descriptor; -1 of what is done to a name */
    int32_t created; /* of an open: 1 if the file was made, 2 if it was emptied */
    int32_t length;  /* of what follows */
    int64_t offset;  /* of a write; of a truncate, the new size */
};

static char folder[4096];
static size_t folder_length;
static int log_file = -1;
static char watched[MOST_FILES];
static long calls[KINDS];

static int failing = -1;
static long failing_from;
static int failing_with;
static int failing_for_ever;
static int failing_half;

/* Find the library's own function behind ours. */
#define REAL(name) \
    static __typeof__(&name) real; \
    if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

/* --- What the tests call ---------------------------------------------------------------------- */

/* Watch the files in a folder from now on; write down what is done to them where there is a log. */
void disk_watch(const char *where, const char *log)
{
    strncpy(folder, where, sizeof folder - 1);
    folder_length = strlen(folder);
    if (log) log_file = open(log, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
    memset(calls, 0, sizeof calls);
}

/* Let the nth call of a kind fail from now on (the first is 1), or it and all that follow. Where
 * `half` is set, a write that fails has put half of its bytes on the disk. An error below 0 kills
 * the process instead. */
void disk_fail(int kind, long nth, int error, int for_ever, int half)
{
    memset(calls, 0, sizeof calls);
    failing = kind;
    failing_from = nth;
    failing_with = error;
    failing_for_ever = for_ever;
    failing_half = half;
}

/* Let nothing fail any more. */
void disk_heal(void) { failing = -1; }

/* How many calls of a kind there were since `disk_watch` or `disk_fail`. */
long disk_calls(int kind) { return calls[kind]; }

/* --- What happens behind the calls ------------------------------------------------------------ */

static int in_folder(const char *path)
{
    return folder_length && strncmp(path, folder, folder_length) == 0;
}

static int is_watched(int file) { return file >= 0 && file < MOST_FILES && watched[file]; }

static void die_if_meant(void)
{
    if (failing_with < 0) kill(getpid(), SIGKILL);
}

/* Count a call; give 1, with errno set, where it has to fail. */
static int fails(int kind)
{
    long nth = ++calls[kind];
    if (kind != failing || nth < failing_from) return 0;
    if (nth > failing_from && !failing_for_ever) return 0;
    if (!(kind == WRITE && failing_half)) die_if_meant();
    errno = failing_with;
    return 1;
}

static void note(int kind, int file, int created, int64_t offset, const void *what, size_t length)
{
    if (log_file < 0) return;
    int kept = errno;
    struct record record = {kind, file, created, (int32_t)length, offset};
    struct iovec parts[2] = {{&record, sizeof record}, {(void *)what, length}};
    if (writev(log_file, parts, 2) != (ssize_t)(sizeof record + length)) _exit(99);
    errno = kept;
}

static int opened(int file, int flags, const char *path, int was_there)
{
    if (file < 0 || file >= MOST_FILES) return file;
    watched[file] = 1;
    int created = was_there ? ((flags & O_TRUNC) ? 2 : 0) : 1;
    note(OPEN, file, created, 0, path, strlen(path));
    return file;
}

/* --- The calls -------------------------------------------------------------------------------- */

#define OPENS(name) \
    int name(const char *path, int flags, ...) \
    { \
        REAL(name); \
        mode_t mode = 0; \
        if (flags & (O_CREAT | O_TMPFILE)) { \
            va_list more; \
            va_start(more, flags); \
            mode = va_arg(more, mode_t); \
            va_end(more); \
        } \
        if (!in_folder(path)) return real(path, flags, mode); \
        if (fails(OPEN)) return -1; \
        int was_there = access(path, F_OK) == 0; \
        return opened(real(path, flags, mode), flags, path, was_there); \
    }

OPENS(open)
OPENS(open64)

int close(int file)
{
    REAL(close);
    if (is_watched(file)) {
        watched[file] = 0;
        note(CLOSE, file, 0, 0, "", 0);
    }
    return real(file);
}

#define READS(name, parameters, arguments) \
    ssize_t name parameters \
    { \
        REAL(name); \
        if (is_watched(file) && fails(READ)) return -1; \
        return real arguments; \
    }

READS(read, (int file, void *to, size_t length), (file, to, length))
READS(pread, (int file, void *to, size_t length, off_t at), (file, to, length, at))
READS(pread64, (int file, void *to, size_t length, off64_t at), (file, to, length, at))

#define PWRITES(name, offset_type) \
    ssize_t name(int file, const void *what, size_t length, offset_type at) \
    { \
        REAL(name); \
        if (!is_watched(file)) return real(file, what, length, at); \
        if (fails(WRITE)) { \
            int error = errno; \
            if (failing_half) real(file, what, length / 2, at); \
            die_if_meant(); \
            errno = error; \
            return -1; \
        } \
        ssize_t done = real(file, what, length, at); \
        if (done > 0) note(WRITE, file, 0, at, what, (size_t)done); \
        return done; \
    }

PWRITES(pwrite, off_t)
PWRITES(pwrite64, off64_t)

ssize_t write(int file, const void *what, size_t length)
{
    REAL(write);
    if (!is_watched(file)) return real(file, what, length);
    if (fails(WRITE)) {
        int error = errno;
        if (failing_half) real(file, what, length / 2);
        die_if_meant();
        errno = error;
        return -1;
    }
    ssize_t done = real(file, what, length);
    /* After it, because a file that is appended to has its place moved to its end first. */
    if (done > 0) note(WRITE, file, 0, lseek(file, 0, SEEK_CUR) - done, what, (size_t)done);
    return done;
}

#define SYNCS(name) \
    int name(int file) \
    { \
        REAL(name); \
        if (!is_watched(file)) return real(file); \
        if (fails(SYNC)) return -1; \
        int done = real(file); \
        if (done == 0) note(SYNC, file, 0, 0, "", 0); \
        return done; \
    }

SYNCS(fsync)
SYNCS(fdatasync)

#define TRUNCATES(name, size_type) \
    int name(int file, size_type size) \
    { \
        REAL(name); \
        if (!is_watched(file)) return real(file, size); \
        if (fails(TRUNCATE)) return -1; \
        int done = real(file, size); \
        if (done == 0) note(TRUNCATE, file, 0, size, "", 0); \
        return done; \
    }

TRUNCATES(ftruncate, off_t)
TRUNCATES(ftruncate64, off64_t)

int unlink(const char *path)
{
    REAL(unlink);
    if (!in_folder(path)) return real(path);
    if (fails(UNLINK)) return -1;
    int done = real(path);
    if (done == 0) note(UNLINK, -1, 0, 0, path, strlen(path));
    return done;
}

#define NAMES(name, kind) \
    int name(const char *from, const char *to) \
    { \
        REAL(name); \
        if (!in_folder(to)) return real(from, to); \
        if (fails(kind)) return -1; \
        int done = real(from, to); \
        if (done == 0) { \
            char both[2 * sizeof folder]; \
            size_t first = strlen(from) + 1, second = strlen(to) + 1; \
            if (first + second > sizeof both) _exit(98); \
            memcpy(both, from, first); \
            memcpy(both + first, to, second); \
            note(kind, -1, 0, 0, both, first + second); \
        } \
        return done; \
    }

NAMES(link, LINK)
NAMES(rename, RENAME)
