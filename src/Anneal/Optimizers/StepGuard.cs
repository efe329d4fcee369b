namespace Anneal.Optimizers;

/// <summary>Looks at the norm of all gradients before an update, and keeps a single bad batch from ruining a run.</summary>
/// <remarks>
/// <c>optimizer.Guard = new StepGuard();</c>. The norm ‖g‖ over all parameters about to be updated is bad when it is not finite, or above
/// <see cref="Factor"/> times the median of the last ones that were good. One guard serves one optimizer, whose state does not
/// contain what it has seen: save and restore that with <see cref="Save"/> and <see cref="Restore"/>, or it warms up again.
/// </remarks>
public sealed partial class StepGuard
{
    private double[] _norms = new double[64];
    private double[] _sorted = new double[64];
    private long _seen;

    /// <summary>What to do about NaN and infinite numbers; default <see cref="GuardAction.Skip"/>. Not <see cref="GuardAction.Shrink"/>.</summary>
    /// <exception cref="ArgumentException">Numbers that are not finite cannot be shrunk.</exception>
    public GuardAction OnNonFinite
    {
        get;
        init => field = Hyper.Defined(value) is GuardAction.Shrink
            ? throw new ArgumentException("Numbers that are not finite cannot be shrunk: Skip, Throw or RollBack.", nameof(OnNonFinite))
            : value;
    }

    /// <summary>What to do about a norm that is too large; default <see cref="GuardAction.Shrink"/>.</summary>
    public GuardAction OnExplosion { get; init => field = Hyper.Defined(value); } = GuardAction.Shrink;

    /// <summary>How many times the median a norm may be, above 1; default 10.</summary>
    public double Factor
    {
        get;
        init => field = value > 1 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(Factor), value, FormattableString.Invariant($"{nameof(Factor)} must be above 1 and finite, not {value}."));
    } = 10;

    /// <summary>Good norms to have seen before one can be too large, at least 1; default 20.</summary>
    public int WarmUp { get; init => field = Hyper.AtLeast(1, value); } = 20;

    /// <summary>Of how many of the last good norms the median is taken, at least 1; default 64.</summary>
    public int Window
    {
        get => _norms.Length;
        init => (_norms, _sorted) = (new double[Hyper.AtLeast(1, value)], new double[value]);
    }

    /// <summary>Updates between two snapshots, at least 1; default 100. Only taken when something rolls back; each is a copy of weights and state.</summary>
    public int SnapshotEvery { get; init => field = Hyper.AtLeast(1, value); } = 100;

    /// <summary>How many updates in a row may be skipped or rolled back; one more throws. At least 0; default 10.</summary>
    public int MostInARow { get; init => field = Hyper.AtLeast(0, value); } = 10;

    /// <summary>Updates that were skipped.</summary>
    public long Skipped { get; private set; }

    /// <summary>Updates whose gradients were scaled down.</summary>
    public long Shrunk { get; private set; }

    /// <summary>How often weights and state were brought back.</summary>
    public long RolledBack { get; private set; }

    /// <summary>Skips and roll-backs since the last update that was made.</summary>
    public int InARow { get; private set; }

    /// <summary>The norm at the last update, as it came.</summary>
    public double Norm { get; private set; }

    /// <summary>What was done at the last update; null when nothing was wrong.</summary>
    public GuardAction? Last { get; private set; }

    /// <summary>The largest norm allowed; infinite during the warm-up and while the median is 0.</summary>
    public double Limit { get; private set; } = double.PositiveInfinity;

    internal GuardSnapshot? Snapshot { get; private set; }

    internal bool WantsSnapshot(long step)
        => (OnNonFinite is GuardAction.RollBack || OnExplosion is GuardAction.RollBack)
            && (Snapshot is null || step < Snapshot.Step || step - Snapshot.Step >= SnapshotEvery);

    internal void Keep(GuardSnapshot snapshot) => Snapshot = snapshot;

    /// <summary>Decides about a norm and counts; null lets the update happen.</summary>
    internal GuardAction? Judge(double norm, Binding binding)
    {
        Norm = norm;
        Last = !double.IsFinite(norm) ? OnNonFinite : norm > Limit ? OnExplosion : null;
        if (Last is GuardAction.Throw || (Last is GuardAction.Skip or GuardAction.RollBack && InARow >= MostInARow))
            throw new ArithmeticException(Message(norm, binding.Culprit()));
        switch (Last)
        {
            case GuardAction.Skip:
                (Skipped, InARow) = (Skipped + 1, InARow + 1);
                break;
            case GuardAction.RollBack:
                (RolledBack, InARow) = (RolledBack + 1, InARow + 1);
                break;
            case GuardAction.Shrink:
                Shrunk++;
                // The limit counts as seen, so that gradients that stay large are let through in time.
                See(Limit);
                break;
            default:
                See(norm);
                break;
        }

        return Last;
    }

    private string Message(double norm, string parameter)
    {
        string what = double.IsFinite(norm)
            ? FormattableString.Invariant($"The norm of the gradients is {norm:0.###e+0}, above the limit of {Limit:0.###e+0}; the largest gradient is that of '{parameter}'")
            : $"The gradient of '{parameter}' has numbers that are not finite";
        return InARow > 0 ? $"{what}, and {InARow} updates before this one were skipped or rolled back: lower the rate, or look at the data." : $"{what}; nothing was updated.";
    }

    private void See(double norm)
    {
        InARow = 0;
        _norms[_seen % _norms.Length] = norm;
        _seen++;
        if (_seen < WarmUp)
            return;
        int count = (int)Math.Min(_seen, _norms.Length);
        _norms.AsSpan(0, count).CopyTo(_sorted);
        Array.Sort(_sorted, 0, count);
        double median = (_sorted[count / 2] + _sorted[(count - 1) / 2]) / 2;
        Limit = median > 0 ? Factor * median : double.PositiveInfinity;
    }
}

/// <summary>Weights and state of a moment.</summary>
internal sealed record GuardSnapshot(long Step, OptimizerState State, IReadOnlyDictionary<string, StateArray> Weights);
