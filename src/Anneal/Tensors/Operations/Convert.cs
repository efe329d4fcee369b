using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Parameters;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>The same numbers in another precision, through which gradients come back; the tensor itself when it has it already.</summary>
    /// <param name="precision">What the numbers are to be; doubles are rounded to the nearest float.</param>
    public Tensor To(Precision precision) => precision == Precision ? this : Conversion.Of(Node.Plain(), precision).Result();
}

/// <summary>Floats from doubles, or doubles from floats.</summary>
internal sealed unsafe class Conversion : Operation
{
    public override string Name => "To";

    public static Operation Of(Operation x, Precision precision)
    {
        Conversion operation = Take<Conversion>(x);
        operation.Precision = precision;
        operation.Shaped(x.Shape);
        Convert(x.Address, operation.Address, operation.Stored, precision, false);
        return operation;
    }

    public override void Backward()
    {
        nint to = First!.WriteGradient(out bool add);
        Convert(GradientAddress, to, Stored, First.Precision, add);
    }

    private static void Convert(nint from, nint to, int length, Precision precision, bool add)
    {
        if (precision is Precision.Single)
            Narrow((double*)from, (float*)to, length, add);
        else
            Widen((float*)from, (double*)to, length, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Narrow(double* from, float* to, nint length, bool add)
    {
        nint i = 0;
        for (; i <= length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> value = Vector.Narrow(Vector.Load(from + i), Vector.Load(from + i + Vector<double>.Count));
            (add ? Vector.Load(to + i) + value : value).Store(to + i);
        }

        for (; i < length; i++)
            to[i] = (add ? to[i] : 0) + (float)from[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Widen(float* from, double* to, nint length, bool add)
    {
        nint i = 0;
        for (; i <= length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Widen(Vector.Load(from + i), out Vector<double> low, out Vector<double> high);
            double* second = to + i + Vector<double>.Count;
            (add ? Vector.Load(to + i) + low : low).Store(to + i);
            (add ? Vector.Load(second) + high : high).Store(second);
        }

        for (; i < length; i++)
            to[i] = (add ? to[i] : 0) + from[i];
    }
}
