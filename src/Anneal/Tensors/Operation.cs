using System.Runtime.CompilerServices;
using Anneal.Parameters;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

/// <summary>One operation of a computation: its operands, its result, and how a gradient goes back through it. The node behind a <see cref="Tensor"/>.</summary>
/// <remarks>
/// A tape keeps the objects of a step and fills them anew in the next, so that a step like the one before allocates nothing; what a subclass
/// remembers in fields may therefore hold old values when its turn comes, and every field is set again.
/// </remarks>
internal abstract class Operation
{
    private object? _owner;
    private Operation? _twin;
    private object? _gradientOwner;
    private object? _keptOwner;
    private object? _scratchOwner;
    private nint _keptAddress;
    private Operation?[] _more = [];
    private int _moreCount;

    /// <summary>The first operand; null for a leaf.</summary>
    public Operation? First { get; private set; }

    /// <summary>The second operand.</summary>
    public Operation? Second { get; private set; }

    /// <summary>The third operand.</summary>
    public Operation? Third { get; private set; }

    /// <summary>Operands beyond the third.</summary>
    public ReadOnlySpan<Operation?> More => _more.AsSpan(0, _moreCount);

    /// <summary>The sizes of the result, in the user's order whatever the layout.</summary>
    public Shape Shape { get; protected set; }

    /// <summary>What its numbers are.</summary>
    public Precision Precision { get; protected set; }

    /// <summary>How the numbers lie.</summary>
    public Layout Layout { get; protected set; }

    /// <summary>How many numbers lie in memory: the shape's, or more where the layout pads.</summary>
    public int Stored { get; private set; }

    /// <summary>Whether a gradient is wanted here.</summary>
    public bool NeedsGradient { get; protected set; }

    /// <summary>Whether a gradient has come in since the last backward pass.</summary>
    public bool HasGradient { get; protected set; }

    /// <summary>Whether a copy of the gradient stays after the backward pass.</summary>
    public bool KeepsGradient { get; set; }

    /// <summary>The address of the gradient that can be read between backward passes: a leaf's own, or what was kept; zero where there is none.</summary>
    public nint ShownGradientAddress => IsLeaf ? GradientAddress : _keptAddress;

    /// <summary>Whether a backward pass went through, so that another would find nothing to go back with.</summary>
    public bool Spent { get; set; }

    /// <summary>Later operations have larger numbers.</summary>
    public long Order { get; private set; }

    /// <summary>The last walk that saw this operation.</summary>
    public long Mark { get; set; }

    /// <summary>Rises when the step is over: a tensor that remembers an older one is no more.</summary>
    public int Version { get; private set; }

    /// <summary>The tape whose step it belongs to; null for tensors outside of steps.</summary>
    public Tape? Tape { get; private set; }

    /// <summary>Its place on the tape.</summary>
    public int Place { get; private set; }

    /// <summary>How many threads it may use.</summary>
    public int Threads { get; private set; }

    /// <summary>The same numbers in the other layout, if somebody asked for them already in this step, with the same wish for gradients and before any went through.</summary>
    public Operation? KnownTwin
    {
        get => _twin is { Spent: false } && _twin.NeedsGradient == (NeedsGradient && Ambient.Current.WithoutGradient == 0) ? _twin : null;
        set => _twin = value is null || value.Tape == Tape ? value : null;
    }

    /// <summary>The address of the result.</summary>
    public nint Address { get; private set; }

    /// <summary>The address of the gradient; zero until one comes in.</summary>
    public nint GradientAddress { get; protected set; }

    /// <summary>Multiplications and additions that the last forward pass took; what passes numbers on takes none.</summary>
    public virtual long Work => 0;

    /// <summary>Bytes of one number.</summary>
    public int Bytes => Precision is Precision.Single ? sizeof(float) : sizeof(double);

    /// <summary>Whether memory and gradient belong to somebody else and outlive the step.</summary>
    public bool IsLeaf => First is null;

    /// <summary>Why the result may be NaN though the operands are not; null where there is nothing to say.</summary>
    public virtual string? Remark => null;

    /// <summary>What the user knows it as, for messages.</summary>
    public virtual string Name => GetType().Name.Split('`')[0];

    /// <summary>The operation that follows, on the open tape or, without one, on its own.</summary>
    public static TOperation Take<TOperation>(Operation operand)
        where TOperation : Operation, new()
    {
        Ambient ambient = Ambient.Current;
        TOperation operation = Bare<TOperation>(ambient);
        operation.First = operand;
        operation.Precision = operand.Precision;
        operation.NeedsGradient = operand.NeedsGradient && ambient.WithoutGradient == 0;
        return operation;
    }

    /// <summary>The same of several operands.</summary>
    /// <param name="operands">At least one, all of one precision.</param>
    public static TOperation Take<TOperation>(params ReadOnlySpan<Operation> operands)
        where TOperation : Operation, new()
    {
        Operation first = operands[0];
        bool needs = false;
        foreach (Operation operand in operands)
        {
            needs |= operand.NeedsGradient;
            if (operand.Precision != first.Precision)
                throw Mixed<TOperation>(first, operand);
        }

        TOperation operation = Take<TOperation>(first);
        operation.NeedsGradient = needs && Ambient.Current.WithoutGradient == 0;
        if (operands.Length > 1)
            operation.Second = operands[1];
        if (operands.Length > 2)
            operation.Third = operands[2];
        if (operands.Length > 3)
            operation.Remember(operands[3..]);
        return operation;
    }

    /// <summary>An operation without operands.</summary>
    public static TOperation Bare<TOperation>(Ambient ambient)
        where TOperation : Operation, new()
    {
        Tape? tape = ambient.Tape;
        TOperation operation = tape is null ? new() : tape.Next<TOperation>();
        operation.Begin(tape, ambient);
        return operation;
    }

    /// <summary>Sets the shape and takes memory for the result.</summary>
    [OverloadResolutionPriority(1)]
    public void Shaped(ReadOnlySpan<int> sizes, Layout layout = Layout.Plain)
    {
        if (!Shape.Sizes.SequenceEqual(sizes))
            Shape = Shape.Of(sizes);
        TakeMemory(layout);
    }

    /// <summary>Takes memory for a result of a shape that another tensor has already.</summary>
    public void Shaped(Shape shape, Layout layout = Layout.Plain)
    {
        Shape = shape;
        TakeMemory(layout);
    }

    /// <summary>Sets the shape of a result that lies within the memory of an operand.</summary>
    public void View(ReadOnlySpan<int> sizes, Operation source, long offset)
    {
        if (!Shape.Sizes.SequenceEqual(sizes))
            Shape = Shape.Of(sizes);
        Lend(Shape, source.Address + (nint)(offset * Bytes), source);
    }

    /// <summary>Sets shape and memory of a result that somebody else keeps.</summary>
    public void Lend(Shape shape, nint address, object? owner)
    {
        (Shape, Layout, Stored) = (shape, Layout.Plain, shape.FlattenedLength);
        (Address, _owner) = (address, owner);
    }

    /// <summary>This result row by row: itself, or a copy in that layout, through which gradients come back.</summary>
    public Operation Plain() => Layout is Layout.Plain ? this : KnownTwin ?? FromLanes.Of(this);

    /// <summary>The handle to give out.</summary>
    public Tensor Result()
    {
        Forget();
        return new(this, Version);
    }

    /// <summary>The result's numbers as they lie.</summary>
    public unsafe Span<T> Values<T>()
        where T : unmanaged => new((void*)Address, Stored);

    /// <summary>The gradient that came in; only where <see cref="HasGradient"/>.</summary>
    public unsafe Span<T> Gradient<T>()
        where T : unmanaged => new((void*)GradientAddress, Stored);

    /// <summary>The bytes of the gradient that can be read between backward passes; empty where there is none.</summary>
    public unsafe Span<byte> ShownGradient() => ShownGradientAddress == 0 ? [] : new((void*)ShownGradientAddress, checked(Stored * Bytes));

    /// <summary>Where to add a gradient: zeros at first, what came before later.</summary>
    public unsafe Span<T> AddGradient<T>()
        where T : unmanaged
    {
        nint address = WriteGradient(out bool add);
        Span<T> gradient = new((void*)address, Stored);
        if (!add)
            gradient.Clear();
        return gradient;
    }

    /// <summary>Where to write a gradient, for kernels that can both write and add: <paramref name="add"/> says which.</summary>
    public virtual nint WriteGradient(out bool add)
    {
        add = HasGradient;
        if (!HasGradient)
        {
            GradientAddress = Allocate((long)Stored * Bytes, out _gradientOwner);
            HasGradient = true;
        }

        return GradientAddress;
    }

    /// <summary>Gives the whole gradient of this operation to an operand of the same size and layout: by changing hands where that is possible.</summary>
    public void PassGradient(Operation operand)
    {
        if (!operand.NeedsGradient)
            return;
        if (!operand.HasGradient && !operand.IsLeaf && operand.Stored == Stored && GradientAddress != 0)
        {
            (operand.GradientAddress, operand.HasGradient, operand._gradientOwner) = (GradientAddress, true, _gradientOwner);
            (GradientAddress, HasGradient) = (0, false);
            return;
        }

        CopyGradient(operand);
    }

    /// <summary>Adds the whole gradient of this operation to that of an operand of the same size and layout, and keeps its own.</summary>
    public void CopyGradient(Operation operand)
    {
        nint to = operand.WriteGradient(out bool add);
        Copying.Copy(Precision, GradientAddress, to, Stored, add, Threads);
    }

    /// <summary>Puts the gradient that came in this pass beside those of earlier ones, if somebody wants to see it.</summary>
    public void KeepGradient()
    {
        if (!KeepsGradient)
            return;
        bool add = _keptAddress != 0;
        if (!add)
            _keptAddress = Allocate((long)Stored * Bytes, out _keptOwner);
        Copying.Copy(Precision, GradientAddress, _keptAddress, Stored, add, Threads);
    }

    /// <summary>Sends the gradient of the result on to the operands that need one.</summary>
    public abstract void Backward();

    /// <summary>Lets go of the gradient after its turn.</summary>
    public void ReleaseGradient()
    {
        if (IsLeaf || GradientAddress == 0)
            return;
        Tape?.Arena.Return(GradientAddress, (long)Stored * Bytes);
        (GradientAddress, HasGradient, _gradientOwner) = (0, false, null);
    }

    /// <summary>Ends the life of the tensors that show this result.</summary>
    public void Retire() => Version++;

    /// <summary>Memory for as long as the result lives, for what the way back must know.</summary>
    protected nint Scratch(long bytes)
    {
        nint address = Allocate(bytes, out object? owner);
        // Outside of steps every piece must live as long as the operation.
        if (owner is not null)
            _scratchOwner = _scratchOwner is null ? owner : Tuple.Create(_scratchOwner, owner);
        return address;
    }

    private static ArgumentException Mixed<TOperation>(Operation first, Operation other)
        => new($"{typeof(TOperation).Name.Split('`')[0]} was given numbers of {first.Precision} {first.Shape} and of {other.Precision} {other.Shape} precision: convert one with To(Precision).");

    // A result that nothing goes back through must not keep alive what it was computed from, or an evaluation would hold all of its past.
    private void Forget()
    {
        for (Operation? operation = this; operation is { NeedsGradient: false, Tape: null }; operation = operation._owner as Operation)
        {
            (operation.First, operation.Second, operation.Third, operation.KnownTwin) = (null, null, null, null);
            operation.Remember([]);
        }
    }

    private nint Allocate(long bytes, out object? owner)
    {
        owner = null;
        if (Tape is Tape tape)
            return tape.Arena.Take(bytes);
        owner = NumberMemory.Allocate(bytes, out nint address);
        return address;
    }

    private void TakeMemory(Layout layout)
    {
        Layout = layout;
        Stored = layout.Stored(Shape);
        Address = Allocate((long)Stored * Bytes, out _owner);
    }

    private void Begin(Tape? tape, Ambient ambient)
    {
        Tape = tape;
        Place = tape is null ? -1 : tape.Count - 1;
        Threads = ambient.Threads;
        Order = ++ambient.Order;
        (First, Second, Third, _moreCount, _twin) = (null, null, null, 0, null);
        (GradientAddress, _keptAddress, HasGradient, KeepsGradient, Spent, NeedsGradient) = (0, 0, false, false, false, false);
    }

    private void Remember(ReadOnlySpan<Operation> operands)
    {
        if (_more.Length < operands.Length)
            _more = new Operation?[operands.Length];
        operands.CopyTo(_more!);
        _more.AsSpan(operands.Length).Clear();
        _moreCount = operands.Length;
    }
}
