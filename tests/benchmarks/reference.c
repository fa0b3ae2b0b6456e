// llama.cpp's own speed, without Python: decode and greedy choice in a loop, on the library that the
// app uses, with a thread pool attached as llama-bench does.
//
// usage: reference BACKEND MODEL CONTEXT THREADS; then, for each line "N" on standard input, writes N tokens
// and prints the tokens per second from the first to the last.
#include <ggml-backend.h>
#include <ggml.h>
#include <llama.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct ggml_threadpool *(*new_pool)(struct ggml_threadpool_params *);

static void silent(enum ggml_log_level level, const char *text, void *data) {
    (void)level, (void)text, (void)data;
}

int main(int argc, char **argv) {
    if (argc != 5) return 2;
    const int threads = atoi(argv[4]);
    llama_log_set(silent, NULL);
    ggml_backend_reg_t cpu = ggml_backend_load(argv[1]);
    struct llama_model *model = llama_model_load_from_file(argv[2], llama_model_default_params());
    if (!cpu || !model) return 1;
    struct llama_context_params params = llama_context_default_params();
    params.n_ctx = (uint32_t)atoi(argv[3]);
    params.n_batch = params.n_ubatch = 512;
    params.flash_attn_type = LLAMA_FLASH_ATTN_TYPE_DISABLED; // as app/engine/batches.py has it on a processor
    params.n_threads = params.n_threads_batch = threads;
    struct llama_context *context = llama_init_from_model(model, params);
    if (!context) return 1;
    struct ggml_threadpool_params pool = ggml_threadpool_params_default(threads);
    new_pool make = (new_pool)ggml_backend_reg_get_proc_address(cpu, "ggml_threadpool_new");
    llama_attach_threadpool(context, make(&pool), NULL);
    struct llama_sampler *sampler = llama_sampler_chain_init(llama_sampler_chain_default_params());
    llama_sampler_chain_add(sampler, llama_sampler_init_greedy());

    int count;
    while (scanf("%d", &count) == 1) {
        llama_memory_clear(llama_get_memory(context), true);
        llama_token prompt[8] = {40, 41, 42, 43, 44, 45, 46, 47}, token;
        if (llama_decode(context, llama_batch_get_one(prompt, 8))) return 1;
        int64_t began = 0;
        for (int i = 0; i < count; i++) {
            token = llama_sampler_sample(sampler, context, -1);
            if (i == 0) began = ggml_time_us();
            if (i + 1 < count && llama_decode(context, llama_batch_get_one(&token, 1))) return 1;
        }
        printf("%f\n", (count - 1) * 1e6 / (double)(ggml_time_us() - began));
        fflush(stdout);
    }
    return 0;
}
