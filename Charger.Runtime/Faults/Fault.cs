namespace Charger.Runtime
{
    /// <summary>What a fault does to the output.</summary>
    public enum FaultEffect
    {
        /// <summary>A state or a warning: shown and reported, the output stays as it is.</summary>
        Warns,

        /// <summary>Closes the gate: STOP at once, and for a safety condition the contactor opens together with it.</summary>
        Trips,
    }

    /// <summary>
    /// One row of a fault table. Tables are methods that fill a row (<c>void Describe(int number, Fault into)</c>), so that a
    /// table costs no heap; docs are generated from the same method.
    /// </summary>
    public sealed class Fault
    {
        /// <summary>0 is no fault.</summary>
        public int Number;
        /// <summary>What the fault does to the output.</summary>
        public FaultEffect Effect;

        /// <summary>True: stays after its cause has gone until the lock time is over; false: goes with its cause.</summary>
        public bool Latches;

        /// <summary>ChargePointErrorCode as OCPP spells it (S 7.6): GroundFailure, HighTemperature, InternalError, OtherError, ...</summary>
        public string ErrorCode;

        /// <summary>vendorErrorCode, at most 50 characters.</summary>
        public string VendorCode;

        /// <summary>One sentence for the operator: what happened and what to do.</summary>
        public string Text;
    }
}
