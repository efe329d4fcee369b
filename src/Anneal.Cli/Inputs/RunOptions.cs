using System.CommandLine;
using System.Globalization;
using Anneal.Schedules;

namespace Anneal.Cli.Inputs;

/// <summary>The options that say how long the run is.</summary>
internal sealed class RunOptions
{
    private readonly Option<string> _steps;
    private readonly Option<string> _epochs = new("--epochs") { HelpName = "E", Description = "Length of the run in epochs; needs --steps-per-epoch. Then 5ep means 5 epochs." };
    private readonly Option<string> _perEpoch = new("--steps-per-epoch") { HelpName = "S", Description = "Optimizer updates in one epoch." };

    public RunOptions(Command command, string without)
    {
        _steps = new("--steps") { HelpName = "N", Description = $"Length of the run in optimizer updates. Then 10% and rest mean shares of it. Default: {without}." };
        command.Add(_steps);
        command.Add(_epochs);
        command.Add(_perEpoch);
    }

    /// <summary>The run that was given; null when none was.</summary>
    public RunLength? Read(ParseResult parsed)
    {
        (string? steps, string? epochs, string? perEpoch) = (parsed.GetValue(_steps), parsed.GetValue(_epochs), parsed.GetValue(_perEpoch));
        if (steps is not null && (epochs ?? perEpoch) is not null)
            throw new UserError("Say the length of the run once: --steps N, or --epochs E and --steps-per-epoch S.");
        if (steps is not null)
            return RunLength.Steps(Whole(steps, "--steps", 1));
        return (epochs, perEpoch) switch
        {
            (null, null) => null,
            (null, _) => throw new UserError($"--steps-per-epoch {perEpoch} needs the number of epochs: add --epochs E."),
            (_, null) => throw new UserError($"--epochs {epochs} needs to know how long an epoch is: add --steps-per-epoch S."),
            _ => RunLength.Of(Whole(epochs, "--epochs", 1), Whole(perEpoch, "--steps-per-epoch", 1)),
        };
    }

    /// <summary>A whole number as people write it: 1000, 1_000, 1e6.</summary>
    public static long Whole(string text, string option, long least)
    {
        string plain = text.Replace("_", "", StringComparison.Ordinal);
        bool read = decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value);
        return read && value == decimal.Floor(value) && value >= least && value <= 1L << 53
            ? (long)value
            : throw new UserError($"{option} is a whole number of at least {least}{(least <= 1 ? ", such as 1000" : "")}, not '{text}'.");
    }
}
