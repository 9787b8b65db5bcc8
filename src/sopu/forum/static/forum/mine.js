/* What I said: the script adds what still waits on this phone. */

import { start } from "./hall.js";

start();
