using Anneal.Parameters;
using Anneal.Training.Diagnoses;

namespace Anneal.Tests.Training.Diagnoses;

public class GradientNormsTests
{
    [Theory, InlineData(Precision.Single), InlineData(Precision.Double)]
    public void Norms_are_those_of_the_plain_loops(Precision precision)
    {
        ParameterStore store = Store(precision, [[3, 5], [5], [7, 3, 2], [2, 1]]);
        GradientNorms norms = GradientNorms.Of(store);
        double all = 0;
        foreach ((Parameter parameter, ParameterNorms found) in store.Zip(norms.ByParameter))
        {
            double gradient = Squares(precision is Precision.Single ? [.. parameter.Gradients.ToArray()] : parameter.GradientsAs<double>().ToArray());
            double weights = Squares(precision is Precision.Single ? [.. parameter.Weights.ToArray()] : parameter.WeightsAs<double>().ToArray());
            all += gradient;
            Assert.Equal((parameter.Name, parameter.Length), (found.Name, found.Length));
            Agree.Within(1e-12, Math.Sqrt(gradient), found.Gradient!.Value);
            Agree.Within(1e-12, Math.Sqrt(weights), found.Weights);
            Agree.Within(1e-12, Math.Sqrt(gradient / parameter.Length), found.GradientRms!.Value);
            Agree.Within(1e-12, Math.Sqrt(weights / parameter.Length), found.WeightRms);
        }

        Agree.Within(1e-12, Math.Sqrt(all), norms.Global);
        // The vector is no layer.
        double[] layers = [norms.ByParameter[0].GradientRms!.Value, norms.ByParameter[2].GradientRms!.Value, norms.ByParameter[3].GradientRms!.Value];
        Assert.Equal(new GradientProfile(layers[0], layers.Order().ElementAt(1), layers[2]), norms.Profile);
    }

    [Fact]
    public void A_parameter_without_a_gradient_has_no_norm_and_rows_have_theirs()
    {
        ParameterStore store = Store(Precision.Single, [[3, 5], [4, 2], [6]]);
        store["0"].HasGradient = false;
        store["1"].SparseGradient = new((int[])[2], (double[])[3, 4]);
        store["2"].Gradients.Clear();
        GradientNorms norms = GradientNorms.Of(store);
        Assert.Equal((null, null, 5.0, 0.0, 5.0), (norms.ByParameter[0].Gradient, norms.ByParameter[0].GradientRms, norms.ByParameter[1].Gradient, norms.ByParameter[2].Gradient, norms.Global));
        Assert.Equal((norms.Profile.First, norms.Profile.Last), (5 / Math.Sqrt(8), 5 / Math.Sqrt(8)));
    }

    [Fact]
    public void Measuring_again_allocates_nothing_and_sees_new_parameters()
    {
        ParameterStore store = Store(Precision.Single, [[30, 50], [5], [7, 3, 2]]);
        GradientNorms norms = GradientNorms.Of(store);
        Assert.Equal(0, Allocated.Bytes(norms.Measure));
        store.Add("more", [2, 2]);
        norms.Measure();
        Assert.Equal(4, norms.ByParameter.Count);
        Assert.Equal(0, norms.Profile.Last);
    }

    [Fact]
    public void Vectors_alone_make_the_profile_where_nothing_else_is_and_nothing_makes_none()
    {
        ParameterStore store = Store(Precision.Single, [[4]]);
        GradientNorms norms = GradientNorms.Of(store);
        Assert.Equal(norms.ByParameter[0].GradientRms, norms.Profile.Median);
        Assert.Equal(default, GradientNorms.Of(new ParameterStore()).Profile);
    }

    internal static ParameterStore Store(Precision precision, Shape[] shapes)
    {
        Random random = new(7);
        ParameterStore store = new(precision);
        foreach (Shape shape in shapes)
        {
            Parameter parameter = store.Add($"{store.Count}", shape);
            for (int i = 0; i < shape.FlattenedLength; i++)
            {
                (double weight, double gradient) = (random.NextDouble() - 0.5, random.NextDouble() - 0.5);
                if (precision is Precision.Single)
                    (parameter.Weights[i], parameter.Gradients[i]) = ((float)weight, (float)gradient);
                else
                    (parameter.WeightsAs<double>()[i], parameter.GradientsAs<double>()[i]) = (weight, gradient);
            }
        }

        return store;
    }

    private static double Squares(double[] values) => values.Sum(value => value * value);
}
