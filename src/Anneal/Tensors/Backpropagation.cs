namespace Anneal.Tensors;

/// <summary>Walks from a result back to the leaves, each operation once, later ones first. No recursion: a graph may be as deep as it likes.</summary>
internal static class Backpropagation
{
    [ThreadStatic]
    private static List<Operation>? _reached;

    [ThreadStatic]
    private static long _walk;

    /// <summary>Sends the gradient that stands at <paramref name="from"/> back.</summary>
    public static void Run(Operation from, bool keepGraph)
    {
        try
        {
            if (from.Tape is not Tape tape || !OnTape(tape, from.Place, keepGraph))
                Anywhere(from, keepGraph);
        }
        catch
        {
            // What is on its way must not come along with the next pass.
            foreach (Operation operation in Reached(from))
                operation.ReleaseGradient();
            throw;
        }
    }

    // The tape is in order already. False when the graph reaches operations that do not stand on it and have operands of their own.
    private static bool OnTape(Tape tape, int last, bool keepGraph)
    {
        bool all = true;
        ReadOnlySpan<Operation> operations = tape.Operations;
        for (int i = last; i >= 0; i--)
        {
            Operation operation = operations[i];
            if (!operation.HasGradient || operation.IsLeaf)
                continue;
            all &= Inside(operation.First, tape) && Inside(operation.Second, tape) && Inside(operation.Third, tape);
            foreach (Operation? operand in operation.More)
                all &= Inside(operand, tape);
            Through(operation, keepGraph);
        }

        return all;
    }

    private static bool Inside(Operation? operand, Tape tape)
        => operand is null || !operand.NeedsGradient || operand.IsLeaf || operand.Tape == tape;

    // What has gone through already has no gradient any more.
    private static void Anywhere(Operation from, bool keepGraph)
    {
        List<Operation> reached = Reached(from);
        reached.Sort(static (a, b) => b.Order.CompareTo(a.Order));
        foreach (Operation operation in reached)
        {
            if (operation.HasGradient && !operation.IsLeaf)
                Through(operation, keepGraph);
        }

        reached.Clear();
    }

    // Everything that a gradient may come to.
    private static List<Operation> Reached(Operation from)
    {
        List<Operation> reached = _reached ??= [];
        long walk = ++_walk;
        reached.Clear();
        reached.Add(from);
        from.Mark = walk;
        // The list is at once what was found and what is still to be looked at.
        for (int i = 0; i < reached.Count; i++)
        {
            Operation operation = reached[i];
            Reach(operation.First, walk, reached);
            Reach(operation.Second, walk, reached);
            Reach(operation.Third, walk, reached);
            foreach (Operation? operand in operation.More)
                Reach(operand, walk, reached);
        }

        return reached;
    }

    private static void Reach(Operation? operand, long walk, List<Operation> reached)
    {
        if (operand is null || !operand.NeedsGradient || operand.Mark == walk)
            return;
        operand.Mark = walk;
        reached.Add(operand);
    }

    private static void Through(Operation operation, bool keepGraph)
    {
        if (operation.Spent)
        {
            throw new InvalidOperationException(
                $"A gradient came to {operation.Name} {operation.Shape}, through which an earlier Backward() went already: add the losses and go back once, or say keepGraph: true the first time.");
        }

        operation.Spent = !keepGraph;
        operation.KeepGradient();
        operation.Backward();
        operation.ReleaseGradient();
        (operation.First as ParameterLeaf)?.ClearPadding();
        (operation.Second as ParameterLeaf)?.ClearPadding();
        (operation.Third as ParameterLeaf)?.ClearPadding();
        foreach (Operation? operand in operation.More)
            (operand as ParameterLeaf)?.ClearPadding();
    }
}
