using System.Numerics;
using System.Runtime.CompilerServices;

namespace Anneal.Tensors.Kernels;

/// <summary>Copies blocks of numbers from one arrangement in memory to another.</summary>
internal static unsafe class Strided
{
    // A block that stays in the first cache on both sides.
    private const int Block = 16;

    /// <summary>Copies a block, or adds it to what is there.</summary>
    /// <param name="sizes">Of the block; the order of its dimensions does not matter.</param>
    /// <param name="from">Its first number.</param>
    /// <param name="fromSteps">How far apart neighbours lie there, for each dimension.</param>
    /// <param name="to">Where the first number goes.</param>
    /// <param name="toSteps">How far apart neighbours lie there; no two numbers meet.</param>
    /// <param name="add">Whether to add.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Copy<T>(ReadOnlySpan<int> sizes, T* from, ReadOnlySpan<nint> fromSteps, T* to, ReadOnlySpan<nint> toSteps, bool add)
        where T : unmanaged, INumber<T>
    {
        Span<Side> sides = stackalloc Side[sizes.Length + 2];
        sides = sides[..Simplify(sizes, fromSteps, toSteps, sides)];
        if (sides.Length == 0)
            return;
        // Two dimensions are done by the kernels, the others count here.
        ReadOnlySpan<Side> outer = sides[..^2];
        Span<int> places = stackalloc int[outer.Length];
        places.Clear();
        while (true)
        {
            Plane(sides[^2], sides[^1], from, to, add);
            int i = outer.Length - 1;
            for (; i >= 0; i--)
            {
                from += outer[i].From;
                to += outer[i].To;
                if (++places[i] < outer[i].Size)
                    break;
                from -= outer[i].From * places[i];
                to -= outer[i].To * places[i];
                places[i] = 0;
            }

            if (i < 0)
                return;
        }
    }

    // Dimensions in the order in which they are written, neighbours that run on into each other joined: at least two, or none where nothing is to do.
    private static int Simplify(ReadOnlySpan<int> sizes, ReadOnlySpan<nint> fromSteps, ReadOnlySpan<nint> toSteps, Span<Side> sides)
    {
        int count = 0;
        for (int i = 0; i < sizes.Length; i++)
        {
            if (sizes[i] == 0)
                return 0;
            if (sizes[i] == 1)
                continue;
            Side side = new(sizes[i], fromSteps[i], toSteps[i]);
            int at = count++;
            for (; at > 0 && sides[at - 1].To < side.To; at--)
                sides[at] = sides[at - 1];
            sides[at] = side;
        }

        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            Side side = sides[i];
            if (kept > 0 && sides[kept - 1].From == side.From * side.Size && sides[kept - 1].To == side.To * side.Size)
                sides[kept - 1] = new(sides[kept - 1].Size * side.Size, side.From, side.To);
            else
                sides[kept++] = side;
        }

        // What is read one after the other comes next to what is written so.
        for (int i = kept - 3; i >= 0; i--)
        {
            if (sides[i].From == 1)
            {
                Side side = sides[i];
                sides[(i + 1)..(kept - 1)].CopyTo(sides[i..]);
                sides[kept - 2] = side;
            }
        }

        while (kept < 2)
        {
            sides[..kept].CopyTo(sides[1..]);
            sides[0] = new(1, 0, 0);
            kept++;
            if (kept == 1)
                sides[0] = new(1, 1, 1);
        }

        return kept;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Plane<T>(Side rows, Side columns, T* from, T* to, bool add)
        where T : unmanaged, INumber<T>
    {
        if (columns is { From: 1, To: 1 })
        {
            if (add)
                AddRows(rows, columns.Size, from, to);
            else
                CopyRows(rows, columns.Size, from, to);
            return;
        }

        for (int i = 0; i < rows.Size; i += Block)
        {
            for (int j = 0; j < columns.Size; j += Block)
            {
                Side down = rows with { Size = Math.Min(Block, rows.Size - i) };
                Side across = columns with { Size = Math.Min(Block, columns.Size - j) };
                T* source = from + (i * rows.From) + (j * columns.From);
                T* target = to + (i * rows.To) + (j * columns.To);
                if (add)
                    Add(down, across, source, target);
                else
                    Turn(down, across, source, target);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void CopyRows<T>(Side rows, int length, T* from, T* to)
        where T : unmanaged
    {
        for (int i = rows.Size; i > 0; i--)
        {
            new ReadOnlySpan<T>(from, length).CopyTo(new(to, length));
            from += rows.From;
            to += rows.To;
        }
    }

    // Rows end where they end: what follows is somebody else's.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddRows<T>(Side rows, nint length, T* from, T* to)
        where T : unmanaged, INumber<T>
    {
        for (int i = rows.Size; i > 0; i--)
        {
            nint j = 0;
            for (; j <= length - Vector<T>.Count; j += Vector<T>.Count)
                (Vector.Load(to + j) + Vector.Load(from + j)).Store(to + j);
            for (; j < length; j++)
                to[j] += from[j];
            from += rows.From;
            to += rows.To;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Turn<T>(Side rows, Side columns, T* from, T* to)
        where T : unmanaged
    {
        nint fromStep = columns.From, toStep = columns.To;
        for (int i = 0; i < rows.Size; i++)
        {
            T* source = from + (i * rows.From);
            T* target = to + (i * rows.To);
            for (int j = columns.Size; j > 0; j--)
            {
                *target = *source;
                source += fromStep;
                target += toStep;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Add<T>(Side rows, Side columns, T* from, T* to)
        where T : unmanaged, INumber<T>
    {
        nint fromStep = columns.From, toStep = columns.To;
        for (int i = 0; i < rows.Size; i++)
        {
            T* source = from + (i * rows.From);
            T* target = to + (i * rows.To);
            for (int j = columns.Size; j > 0; j--)
            {
                *target += *source;
                source += fromStep;
                target += toStep;
            }
        }
    }

    /// <summary>A dimension: how many numbers, and how far apart they lie on either side.</summary>
    private readonly record struct Side(int Size, nint From, nint To);
}
