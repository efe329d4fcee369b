using System.Runtime.CompilerServices;

namespace Anneal.Tensors.Kernels;

/// <summary>The passes of a batch norm over one channel of 16 images.</summary>
internal static unsafe class LanesBatchNormKernel
{
    // Floats add up so many numbers before they are added to doubles.
    private const int Stretch = 256;

    /// <summary>Σ x of every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Sum<TVector, TLanes>(float* plane, int pixels, double* sums)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
    {
        new Span<double>(sums, Lanes.Count).Clear();
        for (int from = 0; from < pixels; from += Stretch)
        {
            float* end = plane + ((nint)Math.Min(from + Stretch, pixels) * Lanes.Count);
            for (int lane = 0; lane < Lanes.Count; lane += TLanes.Count)
            {
                float* at = plane + ((nint)from * Lanes.Count) + lane;
                TVector first = TLanes.Broadcast(0), second = first, third = first, fourth = first;
                for (; at + (3 * Lanes.Count) < end; at += 4 * Lanes.Count)
                {
                    first = TLanes.Add(first, TLanes.Load(at));
                    second = TLanes.Add(second, TLanes.Load(at + Lanes.Count));
                    third = TLanes.Add(third, TLanes.Load(at + (2 * Lanes.Count)));
                    fourth = TLanes.Add(fourth, TLanes.Load(at + (3 * Lanes.Count)));
                }

                for (; at < end; at += Lanes.Count)
                    first = TLanes.Add(first, TLanes.Load(at));
                AddTo<TVector, TLanes>(TLanes.Add(TLanes.Add(first, second), TLanes.Add(third, fourth)), sums + lane);
            }
        }
    }

    /// <summary>Σ (x − about)² of every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Squares<TVector, TLanes>(float* plane, int pixels, float about, double* sums)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
    {
        new Span<double>(sums, Lanes.Count).Clear();
        TVector mean = TLanes.Broadcast(about);
        for (int from = 0; from < pixels; from += Stretch)
        {
            float* end = plane + ((nint)Math.Min(from + Stretch, pixels) * Lanes.Count);
            for (int lane = 0; lane < Lanes.Count; lane += TLanes.Count)
            {
                float* at = plane + ((nint)from * Lanes.Count) + lane;
                TVector first = TLanes.Broadcast(0), second = first, third = first, fourth = first;
                for (; at + (3 * Lanes.Count) < end; at += 4 * Lanes.Count)
                {
                    first = Square<TVector, TLanes>(at, mean, first);
                    second = Square<TVector, TLanes>(at + Lanes.Count, mean, second);
                    third = Square<TVector, TLanes>(at + (2 * Lanes.Count), mean, third);
                    fourth = Square<TVector, TLanes>(at + (3 * Lanes.Count), mean, fourth);
                }

                for (; at < end; at += Lanes.Count)
                    first = Square<TVector, TLanes>(at, mean, first);
                AddTo<TVector, TLanes>(TLanes.Add(TLanes.Add(first, second), TLanes.Add(third, fourth)), sums + lane);
            }
        }
    }

    /// <summary>(x − mean) · scale + bias, and the residual, and max(0, ·).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Normalize<TVector, TLanes>(float* input, float* residual, float* output, int pixels, BatchNormScale* numbers, bool relu)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
    {
        TVector mean = TLanes.Broadcast(numbers->Mean), scale = TLanes.Broadcast(numbers->Scale), bias = TLanes.Broadcast(numbers->Bias);
        nint length = (nint)pixels * Lanes.Count;
        for (nint i = 0; i < length; i += TLanes.Count)
        {
            TVector value = TLanes.MultiplyAdd(TLanes.Subtract(TLanes.Load(input + i), mean), scale, bias);
            if (residual != null)
                value = TLanes.Add(value, TLanes.Load(residual + i));
            TLanes.Store(relu ? TLanes.Relu(value) : value, output + i);
        }
    }

    /// <summary>Σ gradient and, 16 further on, Σ gradient · (x − mean) of every lane; the residual's gradient on the way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Gradients<TVector, TLanes>(BatchNormPlane* plane, BatchNormScale* numbers, double* sums)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
    {
        new Span<double>(sums, 2 * Lanes.Count).Clear();
        TVector mean = TLanes.Broadcast(numbers->Mean), scale = TLanes.Broadcast(numbers->Scale), bias = TLanes.Broadcast(numbers->Bias);
        float* residual = plane->ResidualGradient;
        bool add = plane->AddResidual;
        for (int from = 0; from < plane->Pixels; from += Stretch / 2)
        {
            nint end = (nint)Math.Min(from + (Stretch / 2), plane->Pixels) * Lanes.Count;
            for (int lane = 0; lane < Lanes.Count; lane += TLanes.Count)
            {
                TVector sum = TLanes.Broadcast(0), product = sum, secondSum = sum, secondProduct = sum;
                nint i = ((nint)from * Lanes.Count) + lane;
                for (; i + Lanes.Count < end; i += 2 * Lanes.Count)
                {
                    TVector centred = TLanes.Subtract(TLanes.Load(plane->Input + i), mean);
                    TVector gradient = Cut<TVector, TLanes>(plane, i, centred, scale, bias);
                    TVector secondCentred = TLanes.Subtract(TLanes.Load(plane->Input + i + Lanes.Count), mean);
                    TVector secondGradient = Cut<TVector, TLanes>(plane, i + Lanes.Count, secondCentred, scale, bias);
                    sum = TLanes.Add(sum, gradient);
                    secondSum = TLanes.Add(secondSum, secondGradient);
                    product = TLanes.MultiplyAdd(gradient, centred, product);
                    secondProduct = TLanes.MultiplyAdd(secondGradient, secondCentred, secondProduct);
                    if (residual == null)
                        continue;
                    TLanes.Store(add ? TLanes.Add(gradient, TLanes.Load(residual + i)) : gradient, residual + i);
                    TLanes.Store(add ? TLanes.Add(secondGradient, TLanes.Load(residual + i + Lanes.Count)) : secondGradient, residual + i + Lanes.Count);
                }

                if (i < end)
                {
                    TVector centred = TLanes.Subtract(TLanes.Load(plane->Input + i), mean);
                    TVector gradient = Cut<TVector, TLanes>(plane, i, centred, scale, bias);
                    sum = TLanes.Add(sum, gradient);
                    product = TLanes.MultiplyAdd(gradient, centred, product);
                    if (residual != null)
                        TLanes.Store(add ? TLanes.Add(gradient, TLanes.Load(residual + i)) : gradient, residual + i);
                }

                AddTo<TVector, TLanes>(TLanes.Add(sum, secondSum), sums + lane);
                AddTo<TVector, TLanes>(TLanes.Add(product, secondProduct), sums + Lanes.Count + lane);
            }
        }
    }

    /// <summary>gradient · scale + (x − mean) · slope + offset in the lanes that hold images, and zeros in the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void InputGradient<TVector, TLanes>(BatchNormPlane* plane, BatchNormScale* numbers, int valid)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
    {
        TVector mean = TLanes.Broadcast(numbers->Mean), scale = TLanes.Broadcast(numbers->Scale), bias = TLanes.Broadcast(numbers->Bias);
        float* lanes = stackalloc float[2 * Lanes.Count];
        for (int lane = 0; lane < Lanes.Count; lane++)
        {
            lanes[lane] = lane < valid ? numbers->Slope : 0;
            lanes[Lanes.Count + lane] = lane < valid ? numbers->Offset : 0;
        }

        nint length = (nint)plane->Pixels * Lanes.Count;
        bool add = plane->AddInput;
        float* result = plane->InputGradient;
        for (int lane = 0; lane < Lanes.Count; lane += TLanes.Count)
        {
            TVector slope = TLanes.Load(lanes + lane);
            TVector offset = TLanes.Load(lanes + Lanes.Count + lane);
            for (nint i = lane; i < length; i += Lanes.Count)
            {
                TVector centred = TLanes.Subtract(TLanes.Load(plane->Input + i), mean);
                TVector gradient = Cut<TVector, TLanes>(plane, i, centred, scale, bias);
                TVector value = TLanes.MultiplyAdd(gradient, scale, TLanes.MultiplyAdd(centred, slope, offset));
                TLanes.Store(add ? TLanes.Add(value, TLanes.Load(result + i)) : value, result + i);
            }
        }
    }

    /// <summary>The gradient of the output, where the output was not cut off.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Cut<TVector, TLanes>(BatchNormPlane* plane, nint at, TVector centred, TVector scale, TVector bias)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
    {
        TVector gradient = TLanes.Load(plane->OutputGradient + at);
        if (!plane->Relu)
            return gradient;
        // Without a residual the output is computed anew, to the same bits as before: that saves reading it.
        return TLanes.ReluGradient(plane->Output != null ? TLanes.Load(plane->Output + at) : TLanes.MultiplyAdd(centred, scale, bias), gradient);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Square<TVector, TLanes>(float* at, TVector mean, TVector sum)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
    {
        TVector distance = TLanes.Subtract(TLanes.Load(at), mean);
        return TLanes.MultiplyAdd(distance, distance, sum);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddTo<TVector, TLanes>(TVector value, double* sums)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
    {
        float* lanes = stackalloc float[Lanes.Count];
        TLanes.Store(value, lanes);
        for (int i = 0; i < TLanes.Count; i++)
            sums[i] += lanes[i];
    }
}
