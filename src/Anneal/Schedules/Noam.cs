using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>The Transformer's schedule: scale·modelSize^−½·min(n^−½, n·warmup^−³ᐟ²) with n = t + 1; endless.</summary>
    /// <param name="modelSize">Width of the model, above 0.</param>
    /// <param name="warmup">Steps of linear warm-up, above 0.</param>
    /// <param name="scale">Multiplies the whole curve, at least 0; default 1.</param>
    /// <remarks>Vaswani et al. 2017, whose step number starts at 1. Paddle's <c>NoamDecay</c> starts at n = 0, so its first rate is 0.</remarks>
    [Catalogue("scale·modelSize^−½·min(n^−½, n·warmup^−3/2), n = t + 1", "noam(512, warmup: 5)")]
    public static Schedule Noam(double modelSize, long warmup, double scale = 1)
        => new NoamSchedule(Guard.Positive(modelSize), Guard.PositiveSteps(warmup), Guard.Rate(scale));
}

internal sealed record NoamSchedule(double ModelSize, long Warmup, double Scale) : Schedule
{
    private readonly double _scale = Scale / Math.Sqrt(ModelSize);
    private readonly double _slope = Math.Pow(Warmup, -1.5);

    internal override Call Form => new Call("noam").With("modelSize", ModelSize).With("warmup", Warmup).Unless("scale", Scale, 1);

    internal override IEnumerable<Turn> Turns => [new(Warmup - 1, TurnKind.Piece)];

    internal override double Value(long step) => Value((double)step);

    internal override double Value(double step)
    {
        double number = step + 1;
        return _scale * Math.Min(1 / Math.Sqrt(number), number * _slope);
    }
}
