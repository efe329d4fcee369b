using Anneal.Benchmarks;

// Each line is name<TAB>value<TAB>unit; figures are medians of several runs.
IReadOnlyDictionary<string, Action<TextWriter, string[]>> verbs = new Dictionary<string, Action<TextWriter, string[]>>
{
    ["schedules"] = (output, _) => ScheduleBenchmarks.Run(output),
    ["gemm"] = GemmBenchmarks.Run,
    ["optimizers"] = OptimizerBenchmarks.Run,
    ["state-precision"] = (output, _) => StatePrecisionBenchmarks.Run(output),
    ["attention"] = (output, _) => AttentionBenchmarks.Run(output),
    ["training"] = TrainingBenchmarks.Run,
    ["square-run"] = (output, _) => SquareRun.Run(output),
    ["convolution"] = ConvolutionBenchmarks.Run,
};

if (args.Length > 0 && verbs.TryGetValue(args[0], out Action<TextWriter, string[]>? verb) && (args.Length == 1 || args[0] is "optimizers" or "gemm" or "convolution" or "training"))
{
    verb(Console.Out, args[1..]);
    return 0;
}

Console.Error.WriteLine($"usage: Anneal.Benchmarks VERB, where VERB is one of: {string.Join(", ", verbs.Keys)}; optimizers and convolution may be followed by the names of some, gemm by --threads N and --alone, training by THREADS SECONDS FOLDER [NAMES]");
return 2;
