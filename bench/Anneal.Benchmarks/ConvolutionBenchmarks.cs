using System.Diagnostics;
using System.Runtime.InteropServices;
using Anneal.Tensors.Kernels;

namespace Anneal.Benchmarks;

/// <summary>Billions of multiplications and additions a second of convolutions and their gradients, one thread.</summary>
internal static unsafe class ConvolutionBenchmarks
{
    private const int Rounds = 40;

    private static readonly (string Name, int Images, ConvolutionShape Shape)[] _layers =
    [
        ("ResNet-20 3 to 16, 32x32", 128, ConvolutionShape.Square(3, 16, 32, 32, 3, padding: 1)),
        ("ResNet-20 16 to 16, 32x32", 128, ConvolutionShape.Square(16, 16, 32, 32, 3, padding: 1)),
        ("ResNet-20 16 to 32, 32x32, stride 2", 128, ConvolutionShape.Square(16, 32, 32, 32, 3, stride: 2, padding: 1)),
        ("ResNet-20 32 to 32, 16x16", 128, ConvolutionShape.Square(32, 32, 16, 16, 3, padding: 1)),
        ("ResNet-20 32 to 64, 16x16, stride 2", 128, ConvolutionShape.Square(32, 64, 16, 16, 3, stride: 2, padding: 1)),
        ("ResNet-20 64 to 64, 8x8", 128, ConvolutionShape.Square(64, 64, 8, 8, 3, padding: 1)),
        ("ResNet-20 16 to 32, 32x32, 1x1, stride 2", 128, ConvolutionShape.Square(16, 32, 32, 32, 1, stride: 2)),
        ("64 to 64, 8x8, 1x1", 128, ConvolutionShape.Square(64, 64, 8, 8, 1)),
        ("LeNet 1 to 6, 28x28, 5x5", 256, ConvolutionShape.Square(1, 6, 28, 28, 5, padding: 2)),
        ("LeNet 6 to 16, 14x14, 5x5", 256, ConvolutionShape.Square(6, 16, 14, 14, 5)),
        ("LeNet 1 to 1, 28x28, 5x5", 256, ConvolutionShape.Square(1, 1, 28, 28, 5, padding: 2)),
        ("depthwise 32, 16x16, 3x3", 128, ConvolutionShape.Square(32, 32, 16, 16, 3, padding: 1, groups: 32)),
    ];

    /// <summary>Measures all layers and what goes with them, or the layers whose names begin as given.</summary>
    public static void Run(TextWriter output, string[] names)
    {
        foreach ((string name, int images, ConvolutionShape shape) in _layers)
        {
            if (names.Length == 0 || names.Any(begin => name.StartsWith(begin, StringComparison.OrdinalIgnoreCase)))
                Measure(output, name, images, shape);
        }

        if (names.Length > 0)
            return;
        MeasureLayout(output);
        MeasurePooled(output, "LeNet 1 to 6, 28x28, 5x5, pooled", ConvolutionShape.Square(1, 6, 28, 28, 5, padding: 2));
        MeasurePooled(output, "LeNet 6 to 16, 14x14, 5x5, pooled", ConvolutionShape.Square(6, 16, 14, 14, 5));
        foreach ((int channels, int size) in new[] { (16, 32), (32, 16), (64, 8) })
            MeasureNorm(output, channels, size);
        MeasurePool(output, "2x2", PoolShape.Windows(32, 32, (2, 2), (2, 2), (0, 0)));
        MeasurePool(output, "3x3, stride 2", PoolShape.Windows(32, 32, (3, 3), (2, 2), (1, 1)));
    }

    /// <summary>Pools of 16 channels of 32 x 32.</summary>
    private static void MeasurePool(TextWriter output, string name, PoolShape shape)
    {
        const int images = 128, channels = 16;
        nint inputs = Lanes.Length(images, channels * shape.Height * shape.Width);
        nint outputs = Lanes.Length(images, channels * shape.OutputHeight * shape.OutputWidth);
        int planes = Lanes.Blocks(images) * channels;
        float* x = Fill(inputs);
        float* y = Fill(outputs);
        ushort* positions = (ushort*)Fill(outputs / 2);
        Write("largest, forward", () => LanesMaxPool.Forward(planes, shape, x, y, positions, threads: 1));
        Write("largest, backward", () => LanesMaxPool.Backward(planes, shape, y, positions, x, add: false, threads: 1));
        Write("average, forward", () => LanesAveragePool.Forward(planes, shape, x, y, threads: 1));
        Write("average, backward", () => LanesAveragePool.Backward(planes, shape, y, x, add: false, threads: 1));
        foreach (nint block in new[] { (nint)x, (nint)y, (nint)positions })
            NativeMemory.AlignedFree((void*)block);

        void Write(string what, Action action) => output.WriteLine(FormattableString.Invariant($"16 channels of 32x32, pool {name}, {what}\t{Seconds(action) * 1e6:0}\tus"));
    }

    private static void MeasureLayout(TextWriter output)
    {
        const int images = 256, size = 28 * 28;
        float* plain = Fill(images * size);
        float* lanes = Fill(Lanes.Length(images, size));
        double packed = Seconds(() => Lanes.Pack(images, size, plain, lanes, threads: 1));
        double unpacked = Seconds(() => Lanes.Unpack(images, size, lanes, plain, add: false, threads: 1));
        output.WriteLine(FormattableString.Invariant($"28x28 into lanes\t{packed * 1e6 / images:0.00}\tus/image"));
        output.WriteLine(FormattableString.Invariant($"28x28 out of lanes\t{unpacked * 1e6 / images:0.00}\tus/image"));
        NativeMemory.AlignedFree(plain);
        NativeMemory.AlignedFree(lanes);
    }

    /// <summary>Convolution, max(0, ·) and a pool of 2 x 2 at once.</summary>
    private static void MeasurePooled(TextWriter output, string name, ConvolutionShape shape)
    {
        const int images = 256;
        nint pooled = Lanes.Length(images, shape.Outputs * (shape.OutputHeight / 2) * (shape.OutputWidth / 2));
        float* x = Fill(Lanes.Length(images, shape.Inputs * shape.Height * shape.Width));
        float* weight = Fill(shape.Outputs * shape.InputsPerGroup * shape.Positions);
        float* bias = Fill(shape.Outputs);
        float* y = Fill(pooled);
        float* back = Fill(Lanes.Length(images, shape.Outputs * shape.OutputHeight * shape.OutputWidth));
        byte* positions = (byte*)Fill(pooled / 4);
        double forward = Seconds(() => LanesConvolutionPool.Forward(images, shape, 2, x, weight, bias, y, positions, threads: 1));
        double backward = Seconds(() => LanesConvolutionPool.Backward(images, shape, 2, y, positions, back, threads: 1));
        output.WriteLine(FormattableString.Invariant($"{name}, forward\t{forward * 1e6 / images:0.00}\tus/image"));
        output.WriteLine(FormattableString.Invariant($"{name}, to the convolution's gradient\t{backward * 1e6 / images:0.00}\tus/image"));
        foreach (nint block in new[] { (nint)x, (nint)weight, (nint)bias, (nint)y, (nint)back, (nint)positions })
            NativeMemory.AlignedFree((void*)block);
    }

    /// <summary>Batch norm with max(0, ·), without and with a residual.</summary>
    private static void MeasureNorm(TextWriter output, int channels, int size)
    {
        const int images = 128;
        nint length = Lanes.Length(images, channels * size * size);
        float* x = Fill(length);
        float* y = Fill(length);
        float* residual = Fill(length);
        float* gradient = Fill(length);
        float* back = Fill(length);
        float* numbers = Fill(4 * channels);
        BatchNormCall<float> call = new()
        {
            Images = images,
            Channels = channels,
            Pixels = size * size,
            Input = x,
            Weight = numbers,
            Mean = numbers + channels,
            Variance = numbers + (2 * channels),
            WeightGradient = numbers + (3 * channels),
            Epsilon = 1e-5,
            Learns = true,
            Relu = true,
            Output = y,
            OutputGradient = gradient,
            InputGradient = back,
        };
        Write("batch norm, forward", () => LanesBatchNorm.Forward(call, threads: 1));
        Write("batch norm, backward", () => LanesBatchNorm.Backward(call, threads: 1));
        call.Residual = residual;
        call.ResidualGradient = residual;
        Write("batch norm with residual, forward", () => LanesBatchNorm.Forward(call, threads: 1));
        Write("batch norm with residual, backward", () => LanesBatchNorm.Backward(call, threads: 1));
        foreach (nint block in new[] { (nint)x, (nint)y, (nint)residual, (nint)gradient, (nint)back, (nint)numbers })
            NativeMemory.AlignedFree((void*)block);

        void Write(string what, Action action) => output.WriteLine(FormattableString.Invariant($"{channels} channels of {size}x{size}, {what}\t{Seconds(action) * 1e6:0}\tus"));
    }

    private static void Measure(TextWriter output, string name, int images, ConvolutionShape shape)
    {
        ConvolutionShape sizes = shape;
        nint inputs = Lanes.Length(images, sizes.Inputs * sizes.Height * sizes.Width);
        nint outputs = Lanes.Length(images, sizes.Outputs * sizes.OutputHeight * sizes.OutputWidth);
        int weights = sizes.Outputs * sizes.InputsPerGroup * sizes.Positions;
        float* x = Fill(inputs);
        float* y = Fill(outputs);
        float* gradient = Fill(outputs);
        float* back = Fill(inputs);
        float* weight = Fill(weights);
        float* weightBack = Fill(weights);
        float* bias = Fill(sizes.Outputs);
        double work = 2e-9 * sizes.Multiplications * images;
        Write("forward", () => LanesConvolution.Forward(images, sizes, x, weight, bias, y, relu: false, threads: 1));
        Write("backward input", () => LanesConvolution.BackwardInput(images, sizes, gradient, weight, back, add: false, threads: 1));
        Write("backward weight", () => LanesConvolution.BackwardWeight(images, sizes, x, gradient, weightBack, bias, threads: 1));
        foreach (nint block in new[] { (nint)x, (nint)y, (nint)gradient, (nint)back, (nint)weight, (nint)weightBack, (nint)bias })
            NativeMemory.AlignedFree((void*)block);

        void Write(string what, Action action) => output.WriteLine(FormattableString.Invariant($"{name}, {what}\t{work / Seconds(action):0.0}\tGFLOP/s"));
    }

    private static float* Fill(nint length)
    {
        float* numbers = (float*)NativeMemory.AlignedAlloc((nuint)length * sizeof(float), 64);
        Random random = new(1);
        for (nint i = 0; i < length; i++)
            numbers[i] = random.NextSingle() - 0.5f;
        return numbers;
    }

    /// <summary>The best of many short rounds: whatever else runs on the machine only makes them slower.</summary>
    private static double Seconds(Action action)
    {
        long begin = Stopwatch.GetTimestamp();
        int repeats = 0;
        for (; Stopwatch.GetElapsedTime(begin).TotalMilliseconds < 40; repeats++)
            action();
        repeats = (repeats / 10) + 1;
        double best = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            begin = Stopwatch.GetTimestamp();
            for (int i = 0; i < repeats; i++)
                action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(begin).TotalSeconds / repeats);
        }

        return best;
    }
}
