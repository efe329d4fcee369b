namespace Anneal.Tensors.Kernels;

/// <summary>Everything a batch norm touches; what one way does not need may be null.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal unsafe struct BatchNormCall<T>
    where T : unmanaged
{
    /// <summary>N.</summary>
    public int Images;

    public int Channels;

    /// <summary>Height · width.</summary>
    public int Pixels;

    /// <summary>What is normalised.</summary>
    public T* Input;

    /// <summary>One per channel, or null for 1.</summary>
    public T* Weight;

    /// <summary>One per channel, or null for 0.</summary>
    public T* Bias;

    /// <summary>One per channel; written when training goes forward.</summary>
    public T* Mean;

    /// <summary>One per channel, Σ(x − mean)² / n; written when training goes forward.</summary>
    public T* Variance;

    /// <summary>Added to the variance.</summary>
    public double Epsilon;

    /// <summary>Whether mean and variance are the batch's own, rather than given numbers.</summary>
    public bool Learns;

    /// <summary>Added to what is normalised, or null.</summary>
    public T* Residual;

    /// <summary>Whether the output is max(0, ·).</summary>
    public bool Relu;

    /// <summary>Written forward; backward it is looked at only when there was a residual before the cut.</summary>
    public T* Output;

    public T* OutputGradient;

    /// <summary>Written; may be the output's gradient itself.</summary>
    public T* InputGradient;

    /// <summary>Whether to add to the gradient of the input.</summary>
    public bool AddInput;

    /// <summary>Written, or null where there was no residual; may be the output's gradient itself.</summary>
    public T* ResidualGradient;

    /// <summary>Whether to add to the gradient of the residual.</summary>
    public bool AddResidual;

    /// <summary>One per channel, or null; added to.</summary>
    public T* WeightGradient;

    /// <summary>One per channel, or null; added to.</summary>
    public T* BiasGradient;
}
