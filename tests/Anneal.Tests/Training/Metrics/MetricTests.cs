using Anneal.Data;
using Anneal.Training.Metrics;

namespace Anneal.Tests.Training.Metrics;

public class MetricTests
{
    private static readonly double[] _scores = [0.1, 0.7, 0.2, 0.5, 0.5, 0.1, double.NaN, 0, 0.2, 0.3, 0.2, 0.25];

    private static Batch Classes => new() { Count = 4, InputShape = [4, 1], InputMemory = new float[4], LabelMemory = [1, 1, 0, 2] };

    private static Batch Values(params float[] targets) => new() { Count = targets.Length, InputShape = [targets.Length, 1], TargetShape = [targets.Length, 1], InputMemory = new float[targets.Length], TargetMemory = targets };

    private static double Of(Metric metric, double[] outputs, params Batch[] batches)
    {
        double[] sums = new double[metric.Sums];
        int at = 0;
        foreach (Batch batch in batches)
        {
            int length = outputs.Length / batches.Sum(one => one.Count) * batch.Count;
            metric.Add(outputs.AsSpan(at, length), batch, sums);
            at += length;
        }

        return metric.Value(sums);
    }

    [Fact]
    public void The_first_of_equal_scores_counts_and_one_that_is_no_number_is_wrong()
    {
        Assert.Equal(0.25, Of(new Accuracy(), _scores, Classes));
        // The second's own score is as high as the one before it: it is second.
        Assert.Equal(0.75, Of(new TopAccuracy(2), _scores, Classes));
        Assert.Equal(0.75, Of(new TopAccuracy(3), _scores, Classes));
    }

    [Fact]
    public void Errors_and_the_explained_share_are_those_of_the_formulas_over_all_batches()
    {
        float[] targets = [1, 2, 4, 7, 11];
        double[] outputs = [1.5, 2, 3, 7, 12];
        Batch[] batches = [Values([.. targets.Take(3)]), Values([.. targets.Skip(3)])];
        Assert.Equal(2.25 / 5, Of(new SquaredError(), outputs, batches), 1e-15);
        Assert.Equal(2.5 / 5, Of(new AbsoluteError(), outputs, batches), 1e-15);
        Assert.Equal(1 - (2.25 / 66), Of(new RSquared(), outputs, batches), 1e-15);
        Assert.Equal(double.NaN, Of(new RSquared(), [1, 2], Values(3, 3)));
    }

    [Fact]
    public void Metrics_are_found_by_name()
    {
        Assert.All((string[])["accuracy", "mse", "mae", "r2", "top5"], name => Assert.Equal(name, Metric.Parse(name).Name));
        Assert.Contains("Did you mean 'accuracy'", Assert.Throws<FormatException>(() => Metric.Parse("acuracy")).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => Metric.Parse("top0"));
    }

    [Fact]
    public void A_metric_refuses_data_it_cannot_judge()
    {
        Dataset classes = new Small.Angles(9), values = new Small.Line(9);
        Assert.All((RightShare[])[new Accuracy(), new TopAccuracy(2)], metric => Assert.Contains(metric.Name, Agree.Refused(() => metric.Check(values)), StringComparison.Ordinal));
        ValueError[] errors = [new SquaredError(), new AbsoluteError()];
        Assert.All([.. errors, new RSquared()], (Metric metric) => Assert.Contains(metric.Name, Agree.Refused(() => metric.Check(classes)), StringComparison.Ordinal));
    }
}
