namespace Anneal.Cli.Configuration.Forms;

/// <summary>Names of Hugging Face's that are known here, so that a slip is told from an argument without use.</summary>
internal static class HuggingFaceNames
{
    /// <summary>What <c>lr_scheduler_kwargs</c> may hold.</summary>
    public static readonly string[] ScheduleArguments =
        ["num_cycles", "lr_end", "power", "timescale", "min_lr", "min_lr_rate", "warmup_lr_rate", "num_decay_steps", "num_stable_steps", "warmup_type", "decay_type", "min_lr_ratio"];

    /// <summary>Arguments of the Trainer that have no part in the curve, the optimizer or the batches.</summary>
    public static readonly string[] Unused =
    [
        "output_dir", "overwrite_output_dir", "do_train", "do_eval", "do_predict", "eval_strategy", "evaluation_strategy", "prediction_loss_only", "per_device_eval_batch_size",
        "eval_accumulation_steps", "eval_delay", "torch_empty_cache_steps", "log_level", "log_level_replica", "log_on_each_node", "logging_dir", "logging_strategy",
        "logging_first_step", "logging_steps", "logging_nan_inf_filter", "save_strategy", "save_steps", "save_total_limit", "save_safetensors", "save_on_each_node", "save_only_model",
        "restore_callback_states_from_checkpoint", "use_cpu", "no_cuda", "use_mps_device", "data_seed", "jit_mode_eval", "use_ipex", "bf16", "fp16", "fp16_opt_level",
        "half_precision_backend", "bf16_full_eval", "fp16_full_eval", "tf32", "local_rank", "ddp_backend", "tpu_num_cores", "debug", "dataloader_drop_last", "eval_steps",
        "dataloader_num_workers", "dataloader_prefetch_factor", "past_index", "run_name", "disable_tqdm", "remove_unused_columns", "label_names", "load_best_model_at_end",
        "greater_is_better", "ignore_data_skip", "fsdp", "fsdp_config", "fsdp_min_num_params", "accelerator_config", "deepspeed", "label_smoothing_factor",
        "optim_args", "group_by_length", "length_column_name", "report_to", "ddp_find_unused_parameters", "ddp_bucket_cap_mb", "ddp_broadcast_buffers", "dataloader_pin_memory",
        "dataloader_persistent_workers", "skip_memory_metrics", "push_to_hub", "resume_from_checkpoint", "hub_model_id", "hub_strategy", "hub_token", "hub_private_repo",
        "hub_always_push", "gradient_checkpointing", "gradient_checkpointing_kwargs", "include_inputs_for_metrics", "include_for_metrics", "eval_do_concat_batches", "auto_find_batch_size",
        "full_determinism", "torchdynamo", "ray_scope", "ddp_timeout", "torch_compile", "torch_compile_backend", "torch_compile_mode", "include_tokens_per_second",
        "include_num_input_tokens_seen", "neftune_noise_alpha", "optim_target_modules", "batch_eval_metrics", "eval_on_start", "use_liger_kernel", "eval_use_gather_object",
        "average_tokens_across_devices", "model_name_or_path", "dataset_name", "max_seq_length", "train_file", "validation_file",
    ];
}
