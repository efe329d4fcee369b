namespace Anneal.Tensors.Kernels;

/// <summary>The gradient of a convolution's weights and bias, cut into stretches of bands whose sums are added in order.</summary>
internal sealed unsafe class LanesWeightJob : LanesJob
{
    private const int MostPieces = 16;
    private const int EnoughPieces = 8;
    private const int MostPartials = 4 * 1024 * 1024;

    [ThreadStatic]
    private static LanesWeightJob? _own;

    [ThreadStatic]
    private static KeptBuffer<float>? _scratch;

    private readonly LanesPlan _plan = new();
    private readonly KeptBuffer<float> _partials = new();
    private int _units;
    private int _pieces;
    private int _parts;
    private int _partialLength;
    private float* _input;
    private float* _gradient;
    private float* _partial;

    public static LanesWeightJob Own => _own ??= new();

    public void Run(int images, in ConvolutionShape shape, float* input, float* gradient, float* weightGradient, float* biasGradient, int threads)
    {
        _plan.BackwardWeight(shape);
        _input = input;
        _gradient = gradient;
        int weights = shape.Outputs * shape.InputsPerGroup * shape.Positions;
        _partialLength = (weights + shape.Outputs + 15) / 16 * 16;
        _units = Lanes.Blocks(images) * _plan.Bands;
        // By size alone: how sums are cut decides their last bits.
        _pieces = Math.Min(_units, Math.Clamp(MostPartials / _partialLength, 2, MostPieces));
        _partial = _partials.Get((nint)_pieces * _partialLength);
        new Span<float>(_partial, checked(_pieces * _partialLength)).Clear();
        // Few images: the outputs are shared out as well, though each share then copies the inputs it needs.
        _parts = 1;
        while (threads > 1 && _pieces * _parts < EnoughPieces && _plan.Outputs % (8 * _parts) == 0)
            _parts *= 2;
        Start(_pieces * _parts, threads);
        for (int piece = 0; piece < _pieces; piece++)
        {
            float* sums = _partial + ((nint)piece * _partialLength);
            Add(sums, weightGradient, weights);
            if (biasGradient != null)
                Add(sums + weights, biasGradient, shape.Outputs);
        }
    }

    private static void Add(float* from, float* to, int length)
    {
        for (int i = 0; i < length; i++)
            to[i] += from[i];
    }

    protected override void Compute<TVector, TLanes>(int index)
    {
        (int piece, int part) = Math.DivRem(index, _parts);
        float* partial = _partial + ((nint)piece * _partialLength);
        nint laid = _plan.BandPixels * 4 * Lanes.Count;
        float* scratch = (_scratch ??= new()).Get(_plan.ViewLength + laid);
        (int from, int to) = ((int)((long)_units * piece / _pieces), (int)((long)_units * (piece + 1) / _pieces));
        for (int unit = from; unit < to; unit++)
        {
            (int block, int band) = Math.DivRem(unit, _plan.Bands);
            int row = band * _plan.BandRows;
            for (int group = 0; group < _plan.Groups; group++)
            {
                LanesWeightBand sums = new()
                {
                    Plan = _plan,
                    View = _plan.View(_input, block, group, row, _plan.BandRows, scratch + laid),
                    Gradient = _gradient + ((((nint)block * _plan.Groups) + group) * _plan.Outputs * _plan.OutputPlane) + (row * _plan.OutputStep),
                    Scratch = scratch,
                    Row = row,
                    FromOutput = _plan.Outputs / _parts * part,
                    ToOutput = _plan.Outputs / _parts * (part + 1),
                    Weights = partial + ((nint)group * _plan.Outputs * _plan.Taps),
                    Bias = partial + ((nint)_plan.Groups * _plan.Outputs * _plan.Taps) + (group * _plan.Outputs),
                };
                sums.Add<TVector, TLanes>();
            }
        }
    }
}
