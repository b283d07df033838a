namespace Charger.Can
{
    internal static partial class SnapshotFiller
    {
        /// <summary>Power goes with the register: what is imported at the meter. Voltage and current stay those of the output.</summary>
        static partial void FillMeter(ChargerControl c, ChargerSnapshot s)
        {
            if (c.Billing != null) s.PowerW = c.Billing.PowerW;
        }
    }
}
