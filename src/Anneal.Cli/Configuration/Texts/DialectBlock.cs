using Anneal.Cli.Configuration.Forms;
using Anneal.Cli.Configuration.Yaml;
using Anneal.Schedules;

namespace Anneal.Cli.Configuration.Texts;

/// <summary>A schedule of our own form: text, keys, or a peer's block: <c>paddleocr: {name: Cosine, learning_rate: 0.1, warmup_epoch: 2}</c>.</summary>
internal static class DialectBlock
{
    public static LocatedText? Schedule(Entry entry, RunLength run, Faults faults)
    {
        if (entry is not Mapping { Pairs: [var only] })
            return new Composer(faults).Schedule(entry);
        return (only.Key.Text, only.Value) switch
        {
            ("paddleocr", Mapping lr) => PaddleOcrCurve.Text(lr, (int)Math.Min(int.MaxValue, run.Total / run.StepsPerEpoch!.Value), faults),
            ("pytorch", Mapping scheduler) => PyTorchCurve.Text(scheduler, null, faults),
            _ => new Composer(faults).Schedule(entry),
        };
    }
}
