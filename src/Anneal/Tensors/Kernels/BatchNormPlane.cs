namespace Anneal.Tensors.Kernels;

/// <summary>What the way back of a batch norm touches of one channel of 16 images.</summary>
internal unsafe struct BatchNormPlane
{
    public int Pixels;

    public float* Input;

    /// <summary>Where what was cut off shows, or null where it can be computed anew from the input.</summary>
    public float* Output;

    public float* OutputGradient;

    public float* InputGradient;

    public float* ResidualGradient;

    public bool AddInput;

    public bool AddResidual;

    public bool Relu;
}

/// <summary>The numbers of one channel: the output is (x − mean) · scale + bias.</summary>
internal struct BatchNormScale(float mean, double inverse, float weight, float bias)
{
    public readonly float Mean = mean;

    /// <summary>1 / √(variance + ε).</summary>
    public readonly double Inverse = inverse;

    public readonly double ScaleExactly = inverse * weight;

    public readonly float Scale = (float)(inverse * weight);

    public readonly float Bias = bias;

    /// <summary>The gradient of the input is gradient · scale + (x − mean) · slope + offset.</summary>
    public float Slope;

    public float Offset;
}
