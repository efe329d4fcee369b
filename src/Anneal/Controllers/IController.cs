namespace Anneal.Controllers;

/// <summary>A small memory that watches a metric and yields a scale for a schedule: <c>schedule.At(step) * controller.Scale</c>.</summary>
public interface IController
{
    /// <summary>What the schedule's value is multiplied by, from 0 to 1.</summary>
    double Scale { get; }

    /// <summary>Tells the controller how training goes, usually once per epoch.</summary>
    /// <param name="metric">The value of the watched metric; NaN and infinity count as no improvement.</param>
    /// <returns>Whether the scale has changed.</returns>
    bool Observe(double metric);
}
