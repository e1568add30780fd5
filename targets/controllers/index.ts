import type { Controller } from '../target';
import { generic } from './generic';
import { kong } from './kong';
import type { Profile } from './profile';

export const PROFILES: Readonly<Record<Controller, Profile>> = { generic, kong };
