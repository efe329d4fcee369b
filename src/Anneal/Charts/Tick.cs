namespace Anneal.Charts;

/// <summary>A labelled place on an axis.</summary>
/// <param name="Value">Where it stands; the double nearest to what the label says.</param>
/// <param name="Label">The value as a person writes it: 0.3, 1e-4, 20k.</param>
public readonly record struct Tick(double Value, string Label);
