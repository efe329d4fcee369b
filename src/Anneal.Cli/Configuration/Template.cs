using System.Globalization;
using System.Text;
using Anneal.Cli.Configuration.Forms;
using Anneal.Cli.Configuration.Keys;
using Anneal.Cli.Experiments;
using Anneal.Cli.Plans;

namespace Anneal.Cli.Configuration;

/// <summary>A file to begin with: what is needed stands there, everything else as a comment.</summary>
internal sealed class Template(Experiment experiment, DataPlan data, int examples)
{
    private const int Wide = 100;
    private const int FewestBatches = 8;

    /// <summary>The file; every line that is no comment trains as it is.</summary>
    public string Text()
    {
        StringBuilder text = new();
        text.Append("# yaml-language-server: $schema=anneal.schema.json\n");
        Comment(text, "Train it with 'anneal train', look at it first with 'anneal train --dry-run'. 'anneal init --schema > anneal.schema.json' beside this file lets editors complete and check the keys.");
        Dictionary<string, string> written = Written();
        foreach (Key key in OwnKeys.Root.Keys)
        {
            string? value = written.GetValueOrDefault(key.Name);
            if (value is null && key.Example is null)
                continue;
            text.Append('\n');
            Comment(text, key.Doc.Replace("`", "", StringComparison.Ordinal));
            text.Append(value is null ? $"# {key.Name}: {key.Example}\n" : value.Contains('\n', StringComparison.Ordinal) ? $"{key.Name}:\n{value}\n" : $"{key.Name}: {value}\n");
        }

        return text.ToString();
    }

    private Dictionary<string, string> Written()
    {
        string schedule = experiment.Schedules.Select(line => line.Split(" = ", 2)[^1]).OrderByDescending(text => text.Contains("warmedUp", StringComparison.Ordinal)).ThenByDescending(text => text.StartsWith("cosine", StringComparison.Ordinal)).First();
        Dictionary<string, string> written = new()
        {
            ["epochs"] = experiment.Epochs.ToString(CultureInfo.InvariantCulture),
            ["batch"] = Batch().ToString(CultureInfo.InvariantCulture),
            ["optimizer"] = Quoted(experiment.Optimizer),
            ["schedule"] = Quoted(schedule),
        };
        if (data.Source == "csv")
        {
            written["data"] = $"  path: {Quoted(data.Path!)}\n  target: {Quoted(data.Target!)}";
            written["network"] = "{type: mlp, hidden: [64, 32]}";
        }
        else
        {
            written["experiment"] = experiment.Name;
        }

        if (experiment.FirstSeed != 1)
            written["first_seed"] = experiment.FirstSeed.ToString(CultureInfo.InvariantCulture);
        return written;
    }

    // Small data get small batches: an epoch of one update learns little.
    private int Batch()
    {
        int batch = experiment.Batch;
        while (batch > 1 && examples > 0 && examples / batch < FewestBatches)
            batch /= 2;
        return batch;
    }

    private static string Quoted(string text)
        => text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '/') && char.IsAsciiLetter(text[0]) && text.ToLowerInvariant() is not ("yes" or "no" or "on" or "off" or "true" or "false" or "null" or "y" or "n") ? text
            : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static void Comment(StringBuilder text, string words)
    {
        int used = 0;
        foreach (string word in words.Split(' '))
        {
            if (used > 0 && used + 1 + word.Length > Wide)
            {
                text.Append('\n');
                used = 0;
            }

            text.Append(used == 0 ? "# " : " ").Append(word);
            used += word.Length + (used == 0 ? 2 : 1);
        }

        text.Append('\n');
    }
}
