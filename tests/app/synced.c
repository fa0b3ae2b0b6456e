/* Preloaded into a program, keeps in the folder SYNCED what of its databases is safe from a power failure: each
   file as it was when it was last synced, until it is deleted. Built by test_chat.py. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The file's place in the folder; 0 for one that is no database's. */
static int find_place(const char *path, char *place, size_t size) {
    const char *folder = getenv("SYNCED"), *name = strrchr(path, '/');
    if (!folder || !name || !strstr(name, ".sqlite")) return 0;
    snprintf(place, size, "%s%s", folder, name);
    return 1;
}

static void keep(int fd) {
    char link[64], path[4096], place[8192], block[65536];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return;
    path[length] = 0;
    if (!find_place(path, place, sizeof place)) return;
    int copy = open(place, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (copy < 0) abort();
    for (off_t at = 0; (length = pread(fd, block, sizeof block, at)) > 0; at += length)
        if (write(copy, block, length) != length) abort();
    close(copy);
}

static int sync_with(const char *name, int fd) {
    int (*sync)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    int result = sync(fd);
    if (!result) keep(fd);
    return result;
}

int fsync(int fd) { return sync_with("fsync", fd); }

int fdatasync(int fd) { return sync_with("fdatasync", fd); }

int unlink(const char *path) {
    int (*real)(const char *) = (int (*)(const char *))dlsym(RTLD_NEXT, "unlink");
    char place[8192];
    if (find_place(path, place, sizeof place)) real(place);
    return real(path);
}
