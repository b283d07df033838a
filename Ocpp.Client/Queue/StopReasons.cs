namespace Ocpp.Client.Queue
{
    /// <summary>Reasons of a StopTransaction (S 7.35) as numbers for flash and words for the wire.</summary>
    public static class StopReasons
    {
        public const int Local = 0;
        public const int DeAuthorized = 1;
        public const int EmergencyStop = 2;
        public const int EVDisconnected = 3;
        public const int HardReset = 4;
        public const int Other = 5;
        public const int PowerLoss = 6;
        public const int Reboot = 7;
        public const int Remote = 8;
        public const int SoftReset = 9;
        public const int UnlockCommand = 10;
        public const int Count = 11;

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
        public const int Periodic = 0;
        public const int Clock = 1;
        public const int Trigger = 2;
        public const int Begin = 3;
        public const int End = 4;

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
