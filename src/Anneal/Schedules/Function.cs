using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>Your own function of the step; endless.</summary>
    /// <param name="function">Pure: the same step must always give the same value, on any thread. Its result is used as it is.</param>
    /// <param name="name">What it is called in text and JSON. Reading them back needs the function again, under this name.</param>
    /// <exception cref="ArgumentException">The name is empty or has control characters.</exception>
    /// <remarks>PyTorch: <c>LambdaLR</c>, whose function is a factor: multiply it, <c>0.1 * Schedule.Function(f)</c>.</remarks>
    [Catalogue("f(t), your own code", "")]
    public static Schedule Function(Func<double, double> function, string name = "f")
    {
        ArgumentNullException.ThrowIfNull(function);
        if (string.IsNullOrWhiteSpace(name) || name.Any(char.IsControl))
            throw new ArgumentException("A function needs a name in plain letters, by which text and JSON refer to it.", nameof(name));
        return new FunctionSchedule(name, function);
    }
}

internal sealed record FunctionSchedule(string Name, Func<double, double> Body) : Schedule
{
    internal override Call Form => new Call("function").With("function", new Quoted(Name));

    internal override double Value(long step) => Body(step);

    internal override double Value(double step) => Body(step);
}
