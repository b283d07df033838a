using Ocpp.Client.Transport;

namespace Firmware.Page
{
    /// <summary>What the page shows, as other threads published it last. No secret, no identity and no id tag is among it.</summary>
    public sealed class PageFacts
    {
        /// <summary>Not known, for values that have it as -1 in the charger's snapshot.</summary>
        public const int Unknown = -1;

        /// <summary>The connector's status as OCPP spells it (S 7.7); empty before the first one.</summary>
        public string Connector = "";

        /// <summary>START was sent and no STOP since.</summary>
        public bool OutputOn;

        /// <summary>A vehicle is plugged in.</summary>
        public bool Plugged;

        /// <summary>In 0.1 %, or <see cref="Unknown"/>.</summary>
        public int SocDeciPercent = Unknown;

        /// <summary>At the output.</summary>
        public int PowerW;

        /// <summary>A transaction runs.</summary>
        public bool Running;

        /// <summary>What it has taken so far.</summary>
        public long EnergyWh;

        /// <summary>Of the link to the central system.</summary>
        public LinkPhase Phase;

        /// <summary>Registration at the central system: Accepted, Pending, Rejected or none.</summary>
        public string Registration = "";

        /// <summary>Messages that wait for the central system.</summary>
        public int Queued;

        /// <summary>Number of the worst active fault; 0 for none.</summary>
        public int FaultNumber;

        /// <summary>Its text, ASCII without HTML's characters.</summary>
        public string FaultText = "";

        /// <summary>May come from an image that was downloaded.</summary>
        public string Version = "";

        /// <summary>Since the start.</summary>
        public long UptimeS;

        /// <summary>Free bytes of the managed heap at the last sample; <see cref="Unknown"/> before the first one.</summary>
        public int HeapFree = Unknown;

        /// <summary>The lowest of all samples.</summary>
        public int HeapLowest = Unknown;
    }
}
