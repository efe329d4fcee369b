namespace Anneal.Tensors.Kernels;

/// <summary>Batch norm of images in lanes: y = (x − mean) / √(variance + ε) · weight + bias, with a residual and max(0, ·) after it where wished.</summary>
/// <remarks>A channel is done from its statistics to its output before the next: what is read twice is still in the second-level cache.</remarks>
internal sealed unsafe class LanesBatchNorm : LanesJob
{
    // Numbers that a thread works on in some 20 microseconds.
    private const int Worthwhile = 64 * 1024;

    [ThreadStatic]
    private static LanesBatchNorm? _own;

    private BatchNormCall<float> _call;
    private Work _work;

    private enum Work
    {
        Statistics,
        Forward,
        Backward,
    }

    /// <summary>Mean and variance of every channel; lanes after the last image do not count.</summary>
    public static void Statistics(in BatchNormCall<float> call, int threads) => Run(call, Work.Statistics, threads);

    /// <summary>The output, and in training mean and variance before it.</summary>
    public static void Forward(in BatchNormCall<float> call, int threads) => Run(call, Work.Forward, threads);

    /// <summary>The gradients of input, residual, weight and bias; lanes after the last image become zeros.</summary>
    public static void Backward(in BatchNormCall<float> call, int threads) => Run(call, Work.Backward, threads);

    private static void Run(in BatchNormCall<float> call, Work work, int threads)
    {
        LanesBatchNorm job = _own ??= new();
        job._call = call;
        job._work = work;
        job.Start(call.Channels, (long)call.Images * call.Channels * call.Pixels < 2 * Worthwhile ? 1 : threads);
    }

    protected override void Compute<TVector, TLanes>(int channel)
    {
        if (_work == Work.Statistics || (_work == Work.Forward && _call.Learns))
            Measure<TVector, TLanes>(channel);
        if (_work == Work.Forward)
            Normalize<TVector, TLanes>(channel);
        if (_work == Work.Backward)
            Return<TVector, TLanes>(channel);
    }

    /// <summary>Floats from the beginning to a channel of a block.</summary>
    private nint Plane(int block, int channel) => (((nint)block * _call.Channels) + channel) * _call.Pixels * Lanes.Count;

    /// <summary>Images in a block.</summary>
    private int Valid(int block) => Math.Min(Lanes.Count, _call.Images - (block * Lanes.Count));

    private BatchNormScale Scale(int channel)
    {
        float weight = _call.Weight == null ? 1 : _call.Weight[channel];
        float bias = _call.Bias == null ? 0 : _call.Bias[channel];
        return new(_call.Mean[channel], 1 / Math.Sqrt(_call.Variance[channel] + _call.Epsilon), weight, bias);
    }

    private void Measure<TVector, TLanes>(int channel)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
    {
        // The moments of planes, put together as Chan, Golub and LeVeque do.
        double count = 0, mean = 0, squares = 0;
        double* sums = stackalloc double[Lanes.Count];
        for (int block = 0; block < Lanes.Blocks(_call.Images); block++)
        {
            float* plane = _call.Input + Plane(block, channel);
            double own = (double)Valid(block) * _call.Pixels;
            LanesBatchNormKernel.Sum<TVector, TLanes>(plane, _call.Pixels, sums);
            double ownMean = Total(sums, Valid(block)) / own;
            float about = (float)ownMean;
            LanesBatchNormKernel.Squares<TVector, TLanes>(plane, _call.Pixels, about, sums);
            double ownSquares = Total(sums, Valid(block)) - (own * (ownMean - about) * (ownMean - about));
            double distance = ownMean - mean;
            double both = count + own;
            squares += ownSquares + (distance * distance * count * own / both);
            mean += distance * own / both;
            count = both;
        }

        _call.Mean[channel] = (float)mean;
        _call.Variance[channel] = (float)(squares / count);
    }

    private void Normalize<TVector, TLanes>(int channel)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
    {
        BatchNormScale scale = Scale(channel);
        for (int block = 0; block < Lanes.Blocks(_call.Images); block++)
        {
            nint at = Plane(block, channel);
            float* residual = _call.Residual == null ? null : _call.Residual + at;
            LanesBatchNormKernel.Normalize<TVector, TLanes>(_call.Input + at, residual, _call.Output + at, _call.Pixels, &scale, _call.Relu);
        }
    }

    private void Return<TVector, TLanes>(int channel)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
    {
        BatchNormScale scale = Scale(channel);
        int blocks = Lanes.Blocks(_call.Images);
        double* sums = stackalloc double[2 * Lanes.Count];
        double gradients = 0, products = 0;
        for (int block = 0; block < blocks; block++)
        {
            BatchNormPlane plane = Gradients(block, channel);
            LanesBatchNormKernel.Gradients<TVector, TLanes>(&plane, &scale, sums);
            gradients += Total(sums, Lanes.Count);
            products += Total(sums + Lanes.Count, Lanes.Count);
        }

        if (_call.BiasGradient != null)
            _call.BiasGradient[channel] += (float)gradients;
        if (_call.WeightGradient != null)
            _call.WeightGradient[channel] += (float)(products * scale.Inverse);
        if (_call.InputGradient == null)
            return;
        if (_call.Learns)
        {
            double count = (double)_call.Images * _call.Pixels;
            scale.Slope = (float)(-scale.ScaleExactly * scale.Inverse * scale.Inverse * products / count);
            scale.Offset = (float)(-scale.ScaleExactly * gradients / count);
        }

        for (int block = 0; block < blocks; block++)
        {
            BatchNormPlane plane = Gradients(block, channel);
            // What the first pass wrote is already cut off, unless other gradients were there too.
            if (plane.ResidualGradient != null && !plane.AddResidual)
            {
                plane.OutputGradient = plane.ResidualGradient;
                plane.Relu = false;
            }

            plane.ResidualGradient = null;
            LanesBatchNormKernel.InputGradient<TVector, TLanes>(&plane, &scale, Valid(block));
        }
    }

    private BatchNormPlane Gradients(int block, int channel)
    {
        nint at = Plane(block, channel);
        return new()
        {
            Pixels = _call.Pixels,
            Input = _call.Input + at,
            Output = _call.ResidualGradient == null && _call.Residual == null ? null : _call.Output + at,
            OutputGradient = _call.OutputGradient + at,
            InputGradient = _call.InputGradient == null ? null : _call.InputGradient + at,
            ResidualGradient = _call.ResidualGradient == null ? null : _call.ResidualGradient + at,
            AddInput = _call.AddInput,
            AddResidual = _call.AddResidual,
            Relu = _call.Relu,
        };
    }

    private static double Total(double* sums, int count)
    {
        double total = 0;
        for (int i = 0; i < count; i++)
            total += sums[i];
        return total;
    }
}
