using Anneal.Parameters;
using Anneal.Parameters.Gradients;

namespace Anneal.Optimizers;

internal sealed partial class Binding<T>
{
    public override string Culprit()
    {
        (string name, double largest) = ("", -1);
        foreach (Work<T> work in _works)
        {
            foreach (Block<T> block in work.Active)
            {
                foreach (Block<T> part in block.Parts)
                {
                    double sum = Squares(part.Parameter);
                    if (!double.IsFinite(sum))
                        return part.Parameter.Name;
                    if (sum > largest)
                        (name, largest) = (part.Parameter.Name, sum);
                }
            }
        }

        return name;
    }

    private static double Squares(Parameter parameter)
    {
        if (parameter.SparseGradient is not SparseGradient sparse)
            return Norm.Sum<T>(parameter.GradientsAs<T>(), 2);
        return Norm.Sum(sparse.Values.Span, 2);
    }

    /// <summary>Asks the guard and does what it says; false when there is to be no update.</summary>
    private bool Admits(StepGuard guard, UpdateRule? evaluates)
    {
        if (evaluates is not null)
            throw new InvalidOperationException($"{evaluates.GetType().Name} evaluates the loss while it updates, so a guard cannot look at the gradients before: set Guard to null, and check the loss.");
        double sum = 0;
        foreach (Work<T> work in _works)
        {
            foreach (Block<T> block in work.Active)
            {
                foreach (Block<T> part in block.Parts)
                    sum += Squares(part.Parameter);
            }
        }

        double norm = Math.Sqrt(sum);
        double limit = guard.Limit;
        switch (guard.Judge(norm, this))
        {
            case GuardAction.Skip:
                return false;
            case GuardAction.RollBack:
                RollBack(guard.Snapshot);
                return false;
            case GuardAction.Shrink:
                Shrink(limit / norm);
                break;
        }

        if (guard.WantsSnapshot(optimizer.Step))
            guard.Keep(Take());
        return true;
    }

    private void Shrink(double factor)
    {
        foreach (Work<T> work in _works)
        {
            foreach (Block<T> block in work.Active)
            {
                foreach (Block<T> part in block.Parts)
                {
                    if (part.Parameter.SparseGradient is SparseGradient sparse)
                        part.Parameter.SparseGradient = sparse with { Values = Array.ConvertAll(sparse.Values.ToArray(), value => value * factor) };
                    else
                        GradientSpans.Scale(part.Parameter, factor);
                }
            }
        }
    }

    private GuardSnapshot Take()
    {
        SortedDictionary<string, StateArray> weights = new(StringComparer.Ordinal);
        foreach (Parameter parameter in optimizer.Store)
            weights[parameter.Name] = new(parameter.Shape, parameter.WeightsAs<T>().ToArray());
        return new(optimizer.Step, Save(), weights);
    }

    /// <summary>Before the first good update there is no snapshot, and nothing to bring back.</summary>
    private void RollBack(GuardSnapshot? snapshot)
    {
        if (snapshot is null)
            return;
        foreach (Parameter parameter in optimizer.Store)
        {
            if (snapshot.Weights.TryGetValue(parameter.Name, out StateArray? weights) && weights.Shape == parameter.Shape)
                weights.As<T>().CopyTo(parameter.WeightsAs<T>());
        }

        Restore(snapshot.State, lenient: true);
    }
}
