namespace Anneal.Tensors.Kernels;

/// <summary>Some rows of outputs of one block of images and one group, computed tile by tile.</summary>
internal unsafe struct LanesBand
{
    // Pixels of a tile with four outputs, and of one with fewer.
    private const int FourWide = 6;
    private const int FewWide = 8;

    public LanesPlan Plan;

    /// <summary>What <see cref="LanesPlan.View"/> gave.</summary>
    public float* View;

    public int Group;

    /// <summary>The first of the rows, in a phase.</summary>
    public int Row;

    /// <summary>The first of the group's outputs to compute.</summary>
    public int FromOutput;

    /// <summary>The one after the last.</summary>
    public int ToOutput;

    /// <summary>The group's first plane, at the band's first row.</summary>
    public float* Output;

    public nint OutputPlane;

    /// <summary>Of the group, or null.</summary>
    public float* Bias;

    public bool Add;

    public bool Relu;

    public readonly void Run<TVector, TLanes>()
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
    {
        for (int i = 0; i < Plan.PhaseCount; i++)
        {
            // Some input channels at a time, so that what a tile reads stays in the first-level cache for all outputs.
            for (int from = 0; from < Plan.Inputs; from += Plan.ChannelBlock)
                Channels<TVector, TLanes>(Plan.Phase(i), from, Math.Min(Plan.ChannelBlock, Plan.Inputs - from));
        }
    }

    private readonly void Channels<TVector, TLanes>(in LanesPhase phase, int from, int channels)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
    {
        LanesTile tile;
        tile.Taps = phase.Taps + (2 * from * phase.Positions);
        tile.TapCount = channels * phase.Positions;
        tile.Plane = OutputPlane;
        tile.Add = Add || from > 0;
        tile.Relu = Relu && from + channels == Plan.Inputs;
        for (int start = FromOutput, end; start < ToOutput; start = end)
        {
            bool four = LanesPlan.TileOutputs(Plan.Outputs - start) == 4;
            end = start;
            while (end < ToOutput && LanesPlan.TileOutputs(Plan.Outputs - end) is int tall && (tall == 4) == four)
                end += tall;
            Tiles<TVector, TLanes>(&tile, phase, start, end, four);
        }
    }

    /// <summary>Tiles of one width: every output looks at some pixels before any looks at the next.</summary>
    private readonly void Tiles<TVector, TLanes>(LanesTile* tile, in LanesPhase phase, int start, int end, bool four)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
    {
        // The band's part of the phase's rows.
        int first = Math.Max(phase.FirstRow, Row);
        int pixels = (Math.Min(phase.FirstRow + phase.Rows, Row + Plan.BandRows) - first) * phase.Columns;
        float* view = View + ((first - Row) * Plan.ViewStep);
        float* plane = Output + ((first - Row) * Plan.OutputStep);
        int half = (four ? FourWide : FewWide) / 2;
        int step = TLanes.ManyRegisters ? 2 * half : half;
        int* last = stackalloc int[FewWide];
        for (int pixel = 0; pixel < pixels; pixel += step)
        {
            tile->Pixels = phase.Pixels + pixel;
            tile->Places = phase.Places + pixel;
            tile->Count = Math.Min(step, pixels - pixel);
            if (tile->Count < step)
            {
                // Pixels that are not there look where the last one does.
                for (int i = 0; i < FewWide; i++)
                    last[i] = tile->Pixels[Math.Min(i, tile->Count - 1)];
                tile->Pixels = last;
            }

            for (int lane = 0; lane < Lanes.Count; lane += TLanes.Count)
            {
                tile->Input = view + lane;
                for (int output = start, rows; output < end; output += rows)
                {
                    rows = LanesPlan.TileOutputs(Plan.Outputs - output);
                    tile->Weights = Plan.Weights(Group, output);
                    tile->Bias = Bias == null ? null : Bias + output;
                    tile->Output = plane + (output * OutputPlane) + lane;
                    LanesKernels<LanesTile, LanesTileKernel>.Run<TVector, TLanes>(tile, rows, tile->Count > half);
                }
            }
        }
    }
}
