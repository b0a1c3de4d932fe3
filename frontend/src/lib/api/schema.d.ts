export interface paths {
  "/api/v1/auth/login": {
    post: {
      requestBody: { content: { "application/json": components["schemas"]["Login"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["SignedIn"] } } };
    };
  };
  "/api/v1/auth/refresh": {
    post: { responses: { 200: { content: { "application/json": { access: string } } } } };
  };
  "/api/v1/auth/logout": {
    post: { responses: { 204: { content?: never } } };
  };
  "/api/v1/me": {
    get: { responses: { 200: { content: { "application/json": components["schemas"]["Me"] } } } };
  };
  "/api/v1/calls/": {
    get: {
      parameters: { query?: { cursor?: string; lead?: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["CallPage"] } } };
    };
  };
  "/api/v1/calls/{id}/": {
    get: {
      parameters: { path: { id: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["CallDetail"] } } };
    };
  };
  "/api/v1/leads/": {
    get: {
      parameters: { query?: { cursor?: string; q?: string; status?: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["LeadPage"] } } };
    };
  };
  "/api/v1/leads/{id}/": {
    get: {
      parameters: { path: { id: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["Lead"] } } };
    };
    patch: {
      parameters: { path: { id: number } };
      requestBody: { content: { "application/json": components["schemas"]["LeadPatch"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Lead"] } } };
    };
  };
  "/api/v1/lead-statuses/": {
    get: { responses: { 200: { content: { "application/json": components["schemas"]["LeadStatus"][] } } } };
  };
  "/api/v1/appointments/": {
    get: {
      parameters: { query?: { cursor?: string; from?: string; to?: string; lead?: number; page_size?: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["AppointmentPage"] } } };
    };
  };
  "/api/v1/appointments/{id}/cancel/": {
    post: {
      parameters: { path: { id: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["Appointment"] } } };
    };
  };
}

export interface components {
  schemas: {
    Login: { email: string; password: string };
    User: { id: number; email: string; full_name: string };
    SignedIn: { access: string; user: components["schemas"]["User"] };
    Me: {
      user: components["schemas"]["User"];
      role: "owner" | "admin" | "agent";
      verbs: string[];
      business: { name: string; slug: string; timezone: string; language: string };
    };
    CallLead: { id: number; name: string; phone: string };
    CallAppointment: { id: number; starts_at: string; status: components["schemas"]["AppointmentStatus"] };
    Call: {
      id: number;
      sid: string;
      direction: "inbound" | "outbound";
      from_number: string;
      to_number: string;
      status: "ringing" | "in_progress" | "completed" | "failed";
      outcome: "booked" | "lead" | "answered" | "abandoned" | "failed" | "";
      started_at: string;
      answered_at: string | null;
      ended_at: string | null;
      duration_ms: number | null;
      lead: components["schemas"]["CallLead"] | null;
      appointment: components["schemas"]["CallAppointment"] | null;
      summary: string;
      cost_micro_usd: number;
    };
    CallPage: { next: string | null; previous: string | null; results: components["schemas"]["Call"][] };
    Turn: {
      id: number;
      position: number;
      author: "customer" | "ai" | "human_app" | "human_phone" | "automation" | "system";
      text: string;
      unheard_text: string;
      offset_ms: number;
      duration_ms: number | null;
    };
    Recording: { url: string; duration_ms: number; expires_at: string; peaks: number[] };
    Usage: {
      model: string;
      kind: "realtime" | "transcription" | "text" | "telephony";
      tokens: { [kind: string]: number };
      cost_micro_usd: number;
    };
    ToolUse: { name: string; ok: boolean; at_ms: number };
    CallDetail: components["schemas"]["Call"] & {
      turns: components["schemas"]["Turn"][];
      recording: components["schemas"]["Recording"] | null;
      usage: components["schemas"]["Usage"][];
      latency: { first_audio_ms: number | null; turn_ms_median: number | null };
      tools: components["schemas"]["ToolUse"][];
    };
    LeadStatus: {
      id: number;
      label: string;
      colour: string;
      order: number;
      kind: "open" | "won" | "lost" | "junk";
      is_default: boolean;
    };
    Lead: {
      id: number;
      name: string;
      phone: string;
      email: string;
      status: components["schemas"]["LeadStatus"];
      source: "phone" | "whatsapp" | "form" | "import" | "manual" | "api";
      city: string;
      service_wanted: string;
      notes: string;
      created_at: string;
      updated_at: string;
      version: number;
    };
    LeadPatch: {
      name?: string;
      phone?: string;
      email?: string;
      status?: number;
      city?: string;
      service_wanted?: string;
      notes?: string;
      version?: number;
    };
    LeadPage: { next: string | null; previous: string | null; results: components["schemas"]["Lead"][] };
    AppointmentStatus: "held" | "pending" | "confirmed" | "cancelled" | "done" | "no_show";
    Appointment: {
      id: number;
      service: string;
      starts_at: string;
      ends_at: string;
      status: components["schemas"]["AppointmentStatus"];
      source: "phone" | "whatsapp" | "dashboard" | "api";
      source_kind: string;
      source_id: number | null;
      notes: string;
      lead: components["schemas"]["CallLead"];
    };
    AppointmentPage: {
      next: string | null;
      previous: string | null;
      results: components["schemas"]["Appointment"][];
    };
  };
}
