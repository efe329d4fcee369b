namespace Anneal.Tensors.Kernels;

/// <summary>A convolution, or its gradient with respect to the inputs, cut into bands.</summary>
internal sealed unsafe class LanesConvolutionJob : LanesJob
{
    // So many pieces keep a few threads busy to the end.
    private const int Pieces = 8;

    [ThreadStatic]
    private static LanesConvolutionJob? _own;

    [ThreadStatic]
    private static KeptBuffer<float>? _scratch;

    private int _parts;
    private float* _input;
    private float* _output;
    private float* _bias;
    private bool _add;
    private bool _relu;

    public static LanesConvolutionJob Own => _own ??= new();

    /// <summary>The tables; to be made before the run.</summary>
    public LanesPlan Plan { get; } = new();

    public void Run(int images, float* input, float* output, float* bias, bool add, bool relu, int threads)
    {
        _input = input;
        _output = output;
        _bias = bias;
        _add = add;
        _relu = relu;
        int pieces = Lanes.Blocks(images) * Plan.Groups * Plan.Bands;
        // Few images: the outputs are shared out as well, though each share then copies the inputs it needs.
        _parts = 1;
        while (threads > 1 && pieces * _parts < Pieces && Plan.Outputs % (8 * _parts) == 0)
            _parts *= 2;
        Start(pieces * _parts, threads);
    }

    protected override void Compute<TVector, TLanes>(int index)
    {
        (index, int part) = Math.DivRem(index, _parts);
        (index, int bandIndex) = Math.DivRem(index, Plan.Bands);
        (int block, int group) = Math.DivRem(index, Plan.Groups);
        int row = bandIndex * Plan.BandRows;
        float* scratch = (_scratch ??= new()).Get(Plan.ViewLength);
        int outputs = Plan.Outputs / _parts;
        LanesBand band = new()
        {
            Plan = Plan,
            View = Plan.View(_input, block, group, row, Plan.BandRows, scratch),
            Group = group,
            Row = row,
            FromOutput = part * outputs,
            ToOutput = (part + 1) * outputs,
            Output = _output + ((((nint)block * Plan.Groups) + group) * Plan.Outputs * Plan.OutputPlane) + (row * Plan.OutputStep),
            OutputPlane = Plan.OutputPlane,
            Bias = _bias == null ? null : _bias + (group * Plan.Outputs),
            Add = _add,
            Relu = _relu,
        };
        band.Run<TVector, TLanes>();
    }
}
