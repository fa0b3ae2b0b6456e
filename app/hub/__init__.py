"""The Hugging Face Hub: search, repositories, access."""
