/* What I said: the script adds what still waits on this phone. */

import { start } from "./hall.js";
import { startOutbox } from "./outbox.js";

startOutbox();
start();
