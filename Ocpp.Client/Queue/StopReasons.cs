namespace Ocpp.Client.Queue
{
    /// <summary>Reasons of a StopTransaction (S 7.35) as numbers for flash and words for the wire.</summary>
    public static class StopReasons
    {
        /// <summary>At the charger: by its id again, or by an id of the same parent.</summary>
        public const int Local = 0;
        /// <summary>The central system does not accept the id (rule 26).</summary>
        public const int DeAuthorized = 1;
        /// <summary>An emergency stop.</summary>
        public const int EmergencyStop = 2;
        /// <summary>The vehicle was unplugged.</summary>
        public const int EVDisconnected = 3;
        /// <summary>A Reset of type Hard.</summary>
        public const int HardReset = 4;
        /// <summary>None of the others; the word of an unknown number is Local instead.</summary>
        public const int Other = 5;
        /// <summary>The supply failed (rule 29).</summary>
        public const int PowerLoss = 6;
        /// <summary>The charge point restarted by itself.</summary>
        public const int Reboot = 7;
        /// <summary>RemoteStopTransaction.</summary>
        public const int Remote = 8;
        /// <summary>A Reset of type Soft.</summary>
        public const int SoftReset = 9;
        /// <summary>UnlockConnector; never given, since the cable is fixed.</summary>
        public const int UnlockCommand = 10;
        /// <summary>How many reasons there are; they count from 0.</summary>
        public const int Count = 11;

        /// <summary>The reason as StopTransaction spells it.</summary>
        public static string Word(int reason)
        {
            switch (reason)
            {
                case DeAuthorized: return "DeAuthorized";
                case EmergencyStop: return "EmergencyStop";
                case EVDisconnected: return "EVDisconnected";
                case HardReset: return "HardReset";
                case Other: return "Other";
                case PowerLoss: return "PowerLoss";
                case Reboot: return "Reboot";
                case Remote: return "Remote";
                case SoftReset: return "SoftReset";
                case UnlockCommand: return "UnlockCommand";
                default: return "Local";
            }
        }

        /// <summary>The number of a word; Other for an unknown one.</summary>
        public static int Number(string word)
        {
            for (int i = Count - 1; i >= 0; i--)
                if (Word(i) == word) return i;
            return Other;
        }
    }

    /// <summary>Why a value was read (S 7.42 ReadingContext).</summary>
    public static class ReadingContexts
    {
        /// <summary>A sampled value, every MeterValueSampleInterval (rule 45).</summary>
        public const int Periodic = 0;
        /// <summary>A clock-aligned value (rule 46).</summary>
        public const int Clock = 1;
        /// <summary>A value that TriggerMessage asked for (rule 58).</summary>
        public const int Trigger = 2;
        /// <summary>The first value of a transaction.</summary>
        public const int Begin = 3;
        /// <summary>The last value of a transaction.</summary>
        public const int End = 4;

        /// <summary>The context as a SampledValue spells it.</summary>
        public static string Word(int context)
        {
            switch (context)
            {
                case Clock: return "Sample.Clock";
                case Trigger: return "Trigger";
                case Begin: return "Transaction.Begin";
                case End: return "Transaction.End";
                default: return "Sample.Periodic";
            }
        }
    }
}
