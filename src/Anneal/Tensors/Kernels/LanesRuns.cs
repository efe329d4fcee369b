namespace Anneal.Tensors.Kernels;

/// <summary>Outputs of an axis, one after the other within a remainder, that meet the same positions of the kernel.</summary>
internal readonly record struct LanesRun(int Remainder, int First, int Length, int Positions);

/// <summary>An axis cut into runs: where positions that meet only padding are trimmed, outputs near an edge are runs of their own.</summary>
internal sealed class LanesRuns
{
    private LanesRun[] _runs = new LanesRun[4];
    private LanesAxis _axis;
    private bool _trimmed;

    public int Count { get; private set; }

    public ref readonly LanesRun this[int index] => ref _runs[index];

    public void Build(in LanesAxis axis, bool trimmed)
    {
        (_axis, _trimmed, Count) = (axis, trimmed, 0);
        for (int remainder = 0; remainder < axis.OutStep; remainder++)
        {
            int length = axis.Length(remainder);
            for (int first = 0, next; first < length; first = next)
            {
                (int lowest, int positions) = Met(remainder, first);
                next = first + 1;
                if (!trimmed)
                    next = length;
                while (next < length && Met(remainder, next) == (lowest, positions))
                    next++;
                if (Count == _runs.Length)
                    Array.Resize(ref _runs, 2 * Count);
                _runs[Count++] = new(remainder, first, next - first, positions);
            }
        }
    }

    /// <summary>Whether outputs of a run meet a position of the kernel, and where the first output of its remainder looks for it.</summary>
    public bool Has(in LanesRun run, int position, out int offset) => Has(run.Remainder, run.First, position, out offset);

    private bool Has(int remainder, int output, int position, out int offset)
        => _axis.Has(remainder, position, out offset) && (!_trimmed || (uint)((output * _axis.InStep) + offset) < (uint)_axis.From);

    private (int Lowest, int Count) Met(int remainder, int output)
    {
        (int lowest, int count) = (0, 0);
        for (int position = _axis.Kernel - 1; position >= 0; position--)
        {
            if (Has(remainder, output, position, out _))
                (lowest, count) = (position, count + 1);
        }

        return (lowest, count);
    }
}
