namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>Flat first, then half a cosine.</summary>
    /// <param name="from">The flat value, at least 0.</param>
    /// <param name="to">Last value, at least 0.</param>
    /// <param name="flat">Steps at <paramref name="from"/>.</param>
    /// <param name="decay">Steps of the cosine.</param>
    /// <remarks>fastai: <c>fit_flat_cos</c>, with 75 % flat.</remarks>
    [Catalogue("from, then cosine(from → to)", "flatThenCosine(0.3, 0.01, flat: 12, decay: 8)")]
    public static Schedule FlatThenCosine(double from, double to, long flat, long decay)
        => Constant(from).For(flat).Then(Cosine(from, to, decay));

    /// <summary>Two cosines one after the other, the second from the top again.</summary>
    /// <param name="from">Value at the start of both, at least 0.</param>
    /// <param name="to">Value at the end of both, at least 0.</param>
    /// <param name="first">Steps of the first.</param>
    /// <param name="second">Steps of the second.</param>
    /// <remarks>PaddleOCR: <c>TwoStepCosine</c>, whose first length is fixed at 200 epochs and which stays at <paramref name="to"/> for ever when it has no warm-up.</remarks>
    [Catalogue("cosine(from → to), twice", "twoStepCosine(0.3, 0.01, first: 12, second: 8)")]
    public static Schedule TwoStepCosine(double from, double to, long first, long second)
        => Cosine(from, to, first).Then(Cosine(from, to, second));
}
