namespace Anneal.Tensors.Kernels;

internal sealed unsafe partial class LanesPlan
{
    // A tile costs so many taps besides its own.
    private const int TileTaps = 6;

    /// <summary>Trims taps that only meet padding, by rows and by columns, where more is saved than lost to smaller tiles.</summary>
    private void ChooseRuns()
    {
        long best = long.MaxValue;
        (bool Rows, bool Columns) choice = default;
        for (int i = 0; i < 4; i++)
        {
            (bool rows, bool columns) = (i % 2 > 0, i / 2 > 0);
            _rows.Build(_vertical, rows);
            _columns.Build(_horizontal, columns);
            if (Cost() is long cost && cost < best)
                (best, choice) = (cost, (rows, columns));
        }

        _rows.Build(_vertical, choice.Rows);
        _columns.Build(_horizontal, choice.Columns);
    }

    private long Cost()
    {
        int width = TileOutputs(Outputs) == 4 ? 6 : 8;
        long cost = 0;
        for (int i = 0; i < _rows.Count; i++)
        {
            for (int j = 0; j < _columns.Count; j++)
            {
                int pixels = _rows[i].Length * _columns[j].Length;
                int halves = (pixels + (width / 2) - 1) / (width / 2);
                cost += (long)halves * ((_rows[i].Positions * _columns[j].Positions * Inputs) + TileTaps);
            }
        }

        return cost;
    }

    /// <summary>The rows of outputs for which a row of the kernel lies inside the image, forward.</summary>
    private (int From, int To) RowsMeeting(int kernelRow)
    {
        int offset = (kernelRow * _vertical.Dilation) - _vertical.Padding;
        int from = offset >= 0 ? 0 : (-offset + _vertical.Stride - 1) / _vertical.Stride;
        int to = offset >= _vertical.From ? from : ((_vertical.From - 1 - offset) / _vertical.Stride) + 1;
        return (from, Math.Min(to, _vertical.To));
    }

    /// <summary>Decides in which order taps are summed for gradients of weights, and lists it.</summary>
    private void ChooseKernelRows()
    {
        int half = TileOutputs(Outputs) == 4 ? 3 : 4;
        int rows = _vertical.Kernel;
        int width = _horizontal.Kernel;
        int inRow = ((Inputs * width) + half - 1) / half;
        int* meeting = _order.Get((2 * rows) + Taps + MostColumns);
        long together = (long)((Taps + half - 1) / half) * _vertical.To;
        long apart = 0;
        for (int i = 0; i < rows; i++)
        {
            (int from, int to) = RowsMeeting(i);
            (meeting[2 * i], meeting[(2 * i) + 1]) = (from, to);
            apart += (long)inRow * Math.Max(to - from, 0);
        }

        KernelRows = apart < together ? rows : 1;
        if (KernelRows == 1)
            (meeting[0], meeting[1]) = (0, _vertical.To);
        KernelRowTaps = Positions / KernelRows;
        Meeting = meeting;
        Order = meeting + (2 * rows);
        int tap = 0;
        for (int channel = 0; channel < Inputs; channel++)
        {
            for (int i = 0; i < KernelRowTaps; i++)
                Order[tap++] = (channel * Positions) + i;
        }

        new Span<int>(Order + tap, MostColumns).Fill(Order[tap - 1]);
    }

    private void BuildTables()
    {
        PhaseCount = _rows.Count * _columns.Count;
        if (_phases.Length < PhaseCount)
            _phases = new LanesPhase[PhaseCount];
        nint length = 0;
        for (int i = 0; i < PhaseCount; i++)
        {
            ref LanesPhase phase = ref _phases[i];
            (LanesRun rows, LanesRun columns) = (_rows[i / _columns.Count], _columns[i % _columns.Count]);
            (phase.FirstRow, phase.Rows, phase.Columns, phase.Positions) = (rows.First, rows.Length, columns.Length, rows.Positions * columns.Positions);
            length += 2 * ((nint)Inputs * phase.Positions) + (2 * Pixels(phase));
        }

        int* table = _tables.Get(length);
        for (int i = 0; i < PhaseCount; i++)
        {
            ref LanesPhase phase = ref _phases[i];
            phase.Taps = table;
            phase.Pixels = table + (2 * Inputs * phase.Positions);
            phase.Places = phase.Pixels + Pixels(phase);
            table = phase.Places + Pixels(phase);
            BuildTaps(phase, _rows[i / _columns.Count], _columns[i % _columns.Count]);
            BuildPixels(phase, _rows[i / _columns.Count], _columns[i % _columns.Count]);
        }
    }

    private int Pixels(in LanesPhase phase) => Math.Min(phase.Rows, BandRows) * phase.Columns;

    private void BuildPixels(in LanesPhase phase, in LanesRun rows, in LanesRun columns)
    {
        int pixels = Pixels(phase);
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            (int row, int column) = Math.DivRem(pixel, columns.Length);
            column += columns.First;
            phase.Pixels[pixel] = (row * (int)ViewStep) + (column * _horizontal.InStep * Lanes.Count);
            phase.Places[pixel] = ((((row * _vertical.OutStep) + rows.Remainder) * _horizontal.To) + (column * _horizontal.OutStep) + columns.Remainder) * Lanes.Count;
        }
    }

    private void BuildTaps(in LanesPhase phase, in LanesRun rows, in LanesRun columns)
    {
        int* tap = phase.Taps;
        for (int i = 0; i < _vertical.Kernel; i++)
        {
            if (!_rows.Has(rows, i, out int row))
                continue;
            for (int j = 0; j < _horizontal.Kernel; j++)
            {
                if (!_columns.Has(columns, j, out int column))
                    continue;
                *tap++ = ((row - _top) * RowStride) + ((column - _left) * Lanes.Count);
                *tap++ = (i * _horizontal.Kernel) + j;
            }
        }

        // The other channels look at the same places of their own planes.
        int positions = phase.Positions;
        for (int channel = 1; channel < Inputs; channel++)
        {
            (int plane, int number) = (checked(channel * ViewPlane), channel * Positions);
            for (int i = 0; i < positions; i++, tap += 2)
            {
                tap[0] = phase.Taps[2 * i] + plane;
                tap[1] = phase.Taps[(2 * i) + 1] + number;
            }
        }
    }

    /// <summary>Puts the weights of a tile of outputs side by side, tap after tap.</summary>
    private void PackWeights(float* weight, int outputStride, int inputStride)
    {
        float* to = _packed = _weights.Get((nint)Groups * Outputs * Taps);
        for (int group = 0; group < Groups; group++, weight += (nint)Outputs * Taps)
        {
            for (int output = 0, tile; output < Outputs; output += tile)
            {
                tile = TileOutputs(Outputs - output);
                for (int input = 0; input < Inputs; input++)
                {
                    float* from = weight + ((nint)output * outputStride) + ((nint)input * inputStride);
                    for (int i = 0; i < Positions; i++)
                    {
                        for (int j = 0; j < tile; j++)
                            *to++ = from[((nint)j * outputStride) + i];
                    }
                }
            }
        }
    }
}
