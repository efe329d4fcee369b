namespace Anneal.Controllers;

/// <summary>All that a plateau controller remembers: saving it is a copy, restoring it an assignment.</summary>
/// <param name="Scale">The scale in force.</param>
/// <param name="Best">The best metric so far; null before the first.</param>
/// <param name="Stalled">Observations without improvement since the last improvement, reduction or cooldown.</param>
/// <param name="Cooling">Observations of the cooldown that are still to come.</param>
public readonly record struct PlateauMemory(double Scale = 1, double? Best = null, long Stalled = 0, long Cooling = 0)
{
    /// <summary>The memory before the first observation.</summary>
    public PlateauMemory() : this(1)
    {
    }
}
