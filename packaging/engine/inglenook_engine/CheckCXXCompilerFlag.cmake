# Stands before CMake's module of the same name, which ggml/src/CMakeLists.txt includes first, and adds two
# variants of the processor back end to the one that is built anyway (AVX2):
#   x64      no instructions beyond the first 64-bit processors, for those older than AVX2
#   icelake  AVX-512 with VNNI, which reads prompts faster
# llama.cpp can build one variant or all fourteen (GGML_CPU_ALL_VARIANTS), which takes five times as long.
# app/engine/llama.py loads the best that the processor runs.

include(${CMAKE_ROOT}/Modules/CheckCXXCompilerFlag.cmake)

if (PROJECT_NAME STREQUAL "ggml" AND CMAKE_CURRENT_SOURCE_DIR MATCHES "/ggml/src$" AND NOT INGLENOOK_VARIANTS)
    set(INGLENOOK_VARIANTS ON)
    function(inglenook_add_variants)
        if (GGML_SYSTEM_ARCH STREQUAL "x86" AND GGML_BACKEND_DL AND NOT GGML_CPU_ALL_VARIANTS)
            ggml_add_cpu_backend_variant(x64)
            ggml_add_cpu_backend_variant(icelake SSE42 AVX F16C FMA AVX2 BMI2 AVX512 AVX512_VBMI AVX512_VNNI)
        endif()
    endfunction()
    # At the end of that file, where its functions are known.
    cmake_language(DEFER CALL inglenook_add_variants)
endif()
