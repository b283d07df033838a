namespace Charger.Can
{
    /// <summary>The vehicle's protocol variant: what d5.. of its request means and where the state of charge comes from.</summary>
    public enum VehicleProfile
    {
        /// <summary>d5 = 01: heating; state of charge from the charge counters.</summary>
        A,

        /// <summary>d5-6: state of charge in 0.1 %.</summary>
        B,

        /// <summary>As A, and the Daly query for the state of charge.</summary>
        Daly,
    }
}
