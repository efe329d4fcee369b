using Anneal.Cli.Configuration.Texts;
using Anneal.Cli.Plans;
using Anneal.Schedules;

namespace Anneal.Cli.Configuration.Forms;

/// <summary>What a file asks for.</summary>
/// <param name="Plan">The training.</param>
internal sealed record Request(Plan Plan)
{
    /// <summary>The folder that the file names for the results.</summary>
    public string? Output { get; init; }

    /// <summary>What was understood of a peer's form, in sentences.</summary>
    public IReadOnlyList<string> Understood { get; init; } = [];

    /// <summary>Keys that the file has and that mean nothing here.</summary>
    public IReadOnlyList<string> Unused { get; init; } = [];

    /// <summary>Our own schedule for the same intention; null where there is nothing to compare with.</summary>
    public string? Ours { get; init; }

    /// <summary>The schedules, optimizers and decays of the plan with their places.</summary>
    public IReadOnlyList<LocatedText> Texts { get; init; } = [];

    /// <summary>What depends on how many updates an epoch has; null where nothing does.</summary>
    public Func<long, Request>? Sized { get; init; }

    /// <summary>A run that is long enough for every length a person writes, as long as the data are not read.</summary>
    public static RunLength Nominal(int epochs) => RunLength.Of(epochs, 1_000_000);
}
