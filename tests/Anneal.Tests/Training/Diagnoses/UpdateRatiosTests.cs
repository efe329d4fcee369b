using Anneal.Optimizers;
using Anneal.Parameters;
using Anneal.Training.Diagnoses;

namespace Anneal.Tests.Training.Diagnoses;

public class UpdateRatiosTests
{
    [Theory, InlineData(Precision.Single), InlineData(Precision.Double)]
    public void A_step_of_plain_descent_changes_by_the_rate_times_the_gradient(Precision precision)
    {
        ParameterStore store = GradientNormsTests.Store(precision, [[5, 7], [7], [9, 4], [3, 3]]);
        GradientNorms norms = GradientNorms.Of(store);
        UpdateRatios ratios = new(store);
        Optimizer optimizer = new Sgd { LearningRate = 0.01 }.For(store);
        ratios.Before();
        optimizer.Update();
        double median = ratios.After();
        foreach ((ParameterNorms norm, ParameterChange change) in norms.ByParameter.Zip(ratios.ByParameter))
        {
            Assert.Equal(norm.Name, change.Name);
            Agree.Within(1e-12, norm.Weights, change.Weights);
            Agree.Within(precision is Precision.Single ? 1e-5 : 1e-12, 0.01 * norm.Gradient!.Value / norm.Weights, change.Ratio!.Value);
        }

        // The vector does not count.
        Assert.Equal(new[] { 0, 2, 3 }.Select(i => ratios.ByParameter[i].Ratio!.Value).Order().ElementAt(1), median);
    }

    [Fact]
    public void Weights_that_were_zero_have_no_ratio()
    {
        ParameterStore store = GradientNormsTests.Store(Precision.Single, [[2, 2], [2, 3]]);
        store["0"].Weights.Clear();
        UpdateRatios ratios = new(store);
        ratios.Before();
        store["0"].Weights.Fill(1);
        Assert.Equal(0, ratios.After());
        Assert.Equal((null, 2.0, 0.0), (ratios.ByParameter[0].Ratio, ratios.ByParameter[0].Change, ratios.ByParameter[0].Weights));
        store["1"].Weights.Clear();
        store["0"].Weights.Clear();
        ratios.Before();
        Assert.Equal(double.NaN, ratios.After());
    }

    [Fact]
    public void A_change_that_is_no_number_counts_as_infinite()
    {
        ParameterStore store = GradientNormsTests.Store(Precision.Single, [[2, 2]]);
        UpdateRatios ratios = new(store);
        ratios.Before();
        store["0"].Weights[0] = float.NaN;
        Assert.Equal(double.PositiveInfinity, ratios.After());
    }

    [Fact]
    public void Its_memory_serves_again()
    {
        ParameterStore store = GradientNormsTests.Store(Precision.Single, [[20, 30], [20], [3, 20]]);
        UpdateRatios ratios = new(store);
        Assert.Equal(0, Allocated.Bytes(() =>
        {
            ratios.Before();
            ratios.After();
        }));
    }

    [Fact]
    public void There_must_be_weights_to_compare_with()
    {
        ParameterStore store = GradientNormsTests.Store(Precision.Single, [[2, 2]]);
        UpdateRatios ratios = new(store);
        Assert.Contains("Before()", Assert.Throws<InvalidOperationException>(() => ratios.After()).Message);
        ratios.Before();
        ratios.After();
        Assert.Throws<InvalidOperationException>(() => ratios.After());
        ratios.Before();
        store.Add("more", [1]);
        Assert.Throws<InvalidOperationException>(() => ratios.After());
        ratios.Before();
        ratios.After();
    }
}
