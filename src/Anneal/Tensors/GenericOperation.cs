using System.Numerics;
using Anneal.Parameters;

namespace Anneal.Tensors;

/// <summary>An operation whose arithmetic is written once for floats and doubles.</summary>
internal abstract class GenericOperation : Operation
{
    public override void Backward()
    {
        if (Precision is Precision.Single)
            Backward<float>();
        else
            Backward<double>();
    }

    /// <summary>Computes the result from the operands; called by the operation itself once its shape is known.</summary>
    protected void Forward()
    {
        if (Precision is Precision.Single)
            Forward<float>();
        else
            Forward<double>();
    }

    /// <summary>Computes the result.</summary>
    protected abstract void Forward<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Sends the gradient of the result on to the operands that need one.</summary>
    protected abstract void Backward<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
