using Anneal.Optimizers;
using Anneal.Parameters;

namespace Anneal.Tests.Optimizers;

public class StepGuardTests
{
    [Fact]
    public void A_gradient_that_is_not_finite_is_skipped_and_the_clock_stands()
    {
        (Optimizer optimizer, Parameter parameter) = Make(new StepGuard());
        Assert.True(Update(optimizer, 1));
        float[] weights = parameter.Weights.ToArray();
        OptimizerState state = optimizer.Save();
        Assert.False(Update(optimizer, float.NaN));
        Assert.False(Update(optimizer, float.PositiveInfinity));
        Assert.Equal(weights, parameter.Weights.ToArray());
        Assert.All(optimizer.Save().Arrays, entry => Assert.Equal(state.Arrays[entry.Key].Values, entry.Value.Values));
        Assert.Equal(1, optimizer.Step);
        Assert.Equal(2, optimizer.Guard!.Skipped);
        Assert.Equal(GuardAction.Skip, optimizer.Guard.Last);
        Assert.True(Update(optimizer, 1));
        Assert.Null(optimizer.Guard.Last);
        Assert.Equal(0, optimizer.Guard.InARow);
    }

    [Fact]
    public void An_exploding_gradient_is_shrunk_to_the_limit()
    {
        (Optimizer optimizer, Parameter parameter) = Make(new StepGuard { WarmUp = 3, Factor = 4 });
        foreach (float gradient in (float[])[1, 3, 2])
            Update(optimizer, gradient);
        // The median is that of 2: ‖(2, 2, 2, 2)‖ = 4.
        Assert.Equal(16, optimizer.Guard!.Limit);
        Assert.True(Update(optimizer, 100));
        Assert.Equal(8, parameter.Gradients[0]);
        Assert.Equal(200, optimizer.Guard.Norm);
        Assert.Equal(1, optimizer.Guard.Shrunk);
    }

    [Fact]
    public void During_the_warm_up_nothing_is_too_large()
    {
        (Optimizer optimizer, Parameter parameter) = Make(new StepGuard { WarmUp = 5 });
        foreach (float gradient in (float[])[1, 1000, 1])
            Assert.True(Update(optimizer, gradient));
        Assert.Equal(1, parameter.Gradients[0]);
        Assert.Equal(0, optimizer.Guard!.Shrunk);
    }

    [Fact]
    public void Gradients_that_stay_large_are_let_through_in_time()
    {
        (Optimizer optimizer, _) = Make(new StepGuard { WarmUp = 3, Window = 5 });
        for (int i = 0; i < 5; i++)
            Update(optimizer, 1);
        for (int i = 0; i < 6; i++)
            Update(optimizer, 50);
        Assert.InRange(optimizer.Guard!.Shrunk, 3, 5);
        Assert.Null(optimizer.Guard.Last);
    }

    [Fact]
    public void Throw_names_the_parameter_and_changes_nothing()
    {
        (Optimizer optimizer, Parameter parameter) = Make(new StepGuard { OnNonFinite = GuardAction.Throw, OnExplosion = GuardAction.Throw, WarmUp = 1 });
        optimizer.Store.Add("bad", [1]);
        Update(optimizer, 1);
        float[] weights = parameter.Weights.ToArray();
        optimizer.Store["bad"].Gradients[0] = float.NaN;
        Assert.Contains("'bad'", Assert.Throws<ArithmeticException>(() => optimizer.Update()).Message, StringComparison.Ordinal);
        optimizer.Store["bad"].Gradients[0] = 1e9f;
        Assert.Contains("largest gradient is that of 'bad'", Assert.Throws<ArithmeticException>(() => optimizer.Update()).Message, StringComparison.Ordinal);
        Assert.Equal(weights, parameter.Weights.ToArray());
        Assert.Equal(1, optimizer.Step);
    }

    [Fact]
    public void Rolling_back_brings_back_weights_state_and_clock()
    {
        (Optimizer optimizer, Parameter parameter) = Make(new StepGuard { OnNonFinite = GuardAction.RollBack, SnapshotEvery = 4 });
        float[] weights = [];
        OptimizerState state = new();
        for (int step = 0; step < 7; step++)
        {
            if (step == 4)
                (weights, state) = (parameter.Weights.ToArray(), optimizer.Save());
            Update(optimizer, step + 1);
        }

        Assert.False(Update(optimizer, float.NaN));
        Assert.Equal(4, optimizer.Step);
        Assert.Equal(weights, parameter.Weights.ToArray());
        Assert.All(optimizer.Save().Arrays, entry => Assert.Equal(state.Arrays[entry.Key].Values, entry.Value.Values));
        Assert.Equal(1, optimizer.Guard!.RolledBack);
        Assert.True(Update(optimizer, 1));
    }

    [Theory, InlineData(GuardAction.Skip), InlineData(GuardAction.RollBack)]
    public void Too_many_in_a_row_throw(GuardAction action)
    {
        (Optimizer optimizer, _) = Make(new StepGuard { OnNonFinite = action, MostInARow = 3 });
        Update(optimizer, 1);
        for (int i = 0; i < 3; i++)
            Assert.False(Update(optimizer, float.NaN));
        Assert.Contains("3 updates before", Assert.Throws<ArithmeticException>(() => Update(optimizer, float.NaN)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_loss_is_evaluated_before_the_guard_looks()
    {
        (Optimizer optimizer, Parameter parameter) = Make(new StepGuard());
        double loss = optimizer.Update(() =>
        {
            parameter.Gradients.Fill(float.NaN);
            return 7;
        });
        Assert.Equal(7, loss);
        Assert.Equal(GuardAction.Skip, optimizer.Guard!.Last);
        Assert.Equal(0, optimizer.Step);
    }

    [Fact]
    public void Settings_that_make_no_sense_are_refused()
    {
        Assert.Contains("cannot be shrunk", Assert.Throws<ArgumentException>(() => new StepGuard { OnNonFinite = GuardAction.Shrink }).Message, StringComparison.Ordinal);
        Assert.Contains("Factor", Assert.Throws<ArgumentOutOfRangeException>(() => new StepGuard { Factor = 1 }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepGuard { Window = 0 });
    }

    [Fact]
    public void Nothing_is_allocated_once_warm()
    {
        (Optimizer optimizer, _) = Make(new StepGuard { WarmUp = 3 });
        for (int i = 0; i < 200; i++)
            Update(optimizer, 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
            Update(optimizer, i);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory, InlineData(0), InlineData(1), InlineData(4), InlineData(9), InlineData(23)]
    public void Saved_and_restored_it_decides_the_same(int steps)
    {
        StepGuard Fresh() => new() { WarmUp = 2, Window = 5, Factor = 1.5, OnExplosion = GuardAction.RollBack, OnNonFinite = GuardAction.Skip, SnapshotEvery = 3, MostInARow = 100 };
        static float Gradient(int step) => step % 7 == 5 ? float.NaN : 1 + (step * 37 % 11);
        (Optimizer whole, Parameter weights) = Make(Fresh());
        for (int step = 0; step < steps; step++)
            Update(whole, Gradient(step));
        (Optimizer other, Parameter others) = Make(Fresh());
        weights.Weights.CopyTo(others.Weights);
        other.Restore(whole.Save());
        other.Guard!.Restore(whole.Guard!.Save());
        for (int step = steps; step < steps + 40; step++)
        {
            Assert.Equal(Update(whole, Gradient(step)), Update(other, Gradient(step)));
            Assert.Equal(
                (whole.Guard.Last, whole.Guard.Limit, whole.Guard.Norm, whole.Guard.Skipped, whole.Guard.Shrunk, whole.Guard.RolledBack, whole.Guard.InARow),
                (other.Guard.Last, other.Guard.Limit, other.Guard.Norm, other.Guard.Skipped, other.Guard.Shrunk, other.Guard.RolledBack, other.Guard.InARow));
            Assert.Equal(weights.Weights.ToArray(), others.Weights.ToArray());
        }

        Assert.True(whole.Guard.RolledBack > 0 && whole.Guard.Skipped > 0);
    }

    [Fact]
    public void A_longer_window_takes_what_there_is_and_a_shorter_one_the_last()
    {
        (Optimizer optimizer, _) = Make(new StepGuard { WarmUp = 3, Window = 4, Factor = 4 });
        foreach (float gradient in (float[])[1, 2, 3, 4, 5, 6])
            Update(optimizer, gradient);
        OptimizerState state = optimizer.Guard!.Save();
        Assert.Equal([6.0, 8, 10, 12], state.Arrays["@guard.norms"].As<double>());
        (Optimizer longer, _) = Make(new StepGuard { WarmUp = 3, Window = 8, Factor = 4 });
        longer.Guard!.Restore(state);
        Update(longer, 7);
        // The median of 6, 8, 10, 12, 14.
        Assert.Equal(40, longer.Guard.Limit);
        (Optimizer shorter, _) = Make(new StepGuard { WarmUp = 3, Window = 2, Factor = 4 });
        shorter.Guard!.Restore(state);
        Update(shorter, 7);
        Assert.Equal(4 * 13, shorter.Guard.Limit);
        Assert.Contains("'@guard.norms'", Assert.Throws<ArgumentException>(() => shorter.Guard.Restore(new OptimizerState())).Message, StringComparison.Ordinal);
    }

    private static (Optimizer Optimizer, Parameter Parameter) Make(StepGuard guard)
    {
        ParameterStore store = new();
        Parameter parameter = store.Add("w", [4]);
        return (new(store, new Adam()) { Guard = guard }, parameter);
    }

    private static bool Update(Optimizer optimizer, float gradient)
    {
        optimizer.Store["w"].Gradients.Fill(gradient);
        return optimizer.Update();
    }
}
