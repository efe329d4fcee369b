using Anneal.Modules;
using Anneal.Parameters;

namespace Anneal.Training;

/// <summary>Copies of all numbers of a store, by name.</summary>
internal static class Weights
{
    public static Dictionary<string, Array> Take(ParameterStore store)
        => store.ToDictionary(
            parameter => parameter.Name,
            parameter => store.Precision is Precision.Single ? parameter.WeightsAs<float>().ToArray() : (Array)parameter.WeightsAs<double>().ToArray(),
            StringComparer.Ordinal);

    public static void Put(IReadOnlyDictionary<string, Array> weights, ParameterStore store)
    {
        foreach (Parameter parameter in store)
        {
            if (store.Precision is Precision.Single)
                ((float[])weights[parameter.Name]).CopyTo(parameter.WeightsAs<float>());
            else
                ((double[])weights[parameter.Name]).CopyTo(parameter.WeightsAs<double>());
        }
    }
}

/// <summary>All numbers of a network at some moment: weights, and what modules remember, such as the running values of batch norms.</summary>
internal sealed record NetworkNumbers(IReadOnlyDictionary<string, Array> Weights, IReadOnlyDictionary<string, Array> Buffers)
{
    public static NetworkNumbers Of(Module network) => new(Training.Weights.Take(network.Parameters), Training.Weights.Take(network.Buffers));

    public void PutInto(Module network)
    {
        Training.Weights.Put(Weights, network.Parameters);
        Training.Weights.Put(Buffers, network.Buffers);
    }
}
